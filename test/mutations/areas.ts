/** A part of the code that is broken, and the tests that have to notice, as globs. */
export interface Area {
  name: string;
  mutate: string[];
  testFiles: string[];
}

/** Each area's own tests, and no others: a fault is to be caught at the lowest layer that can. */
export const AREAS: Area[] = [
  { name: "workflow", mutate: ["src/workflow/**/*.ts"], testFiles: ["test/workflow/**/*.test.ts"] },
  { name: "domain", mutate: ["src/domain/**/*.ts"], testFiles: ["test/domain/**/*.test.ts"] },
  {
    name: "access",
    mutate: ["src/slack/access.ts"],
    testFiles: ["test/slack/access/**/*.test.ts", "test/slack/web-api/{groups,workspace}.test.ts"],
  },
  {
    name: "web-api",
    mutate: ["src/slack/{cards,credentials,directory,views,web-api}.ts"],
    testFiles: ["test/slack/{web-api/*,mentions}.test.ts"],
  },
  { name: "aws", mutate: ["src/aws/**/*.ts"], testFiles: ["test/aws/**/*.test.ts"] },
  {
    name: "email",
    mutate: ["src/email/**/*.ts", "src/messages/words.ts"],
    testFiles: ["test/{email,messages}/**/*.test.ts"],
  },
  {
    name: "permissions",
    mutate: ["infra/{permissions,state-key,durable-function}.ts"],
    testFiles: ["test/infra/{permissions,durable-function}.ts"],
  },
];
