/** Tests in a browser, which is one for all of them. */
const BROWSER = ["test/**/*.browser.test.ts", "test/browser.test.ts"];
/** Tests of what is deployed. They are few, and two of them take longer than any other file. */
const DEPLOYED = ["test/infra/*.test.ts", "test/bundles/*.test.ts"];
/** The workflow's tests, which run on both stages. */
const WORKFLOW = ["test/workflow/*.test.ts"];

/**
 * Vitest's projects. Each test file belongs to exactly one, but for the workflow's, which belong to one for each stage. Modules are
 * loaded once for all files of a worker, since none leaves anything in them that the next could find. Vitest runs them in the
 * order of their names: long files first, and beside the last of them what waits most of the time.
 */
export const projects = [
  { name: "browser", include: BROWSER, isolate: false, globalSetup: ["testkit/start-browser.ts"] },
  { name: "deployed", include: DEPLOYED, isolate: false },
  {
    name: "on AWS's runner",
    include: WORKFLOW,
    provide: { stage: "AWS's local runner" as const },
    isolate: false,
    sequence: { concurrent: true }, // its runner waits most of the time
  },
  {
    name: "others",
    include: ["test/**/*.test.ts", "packages/*/test/**/*.test.ts"],
    exclude: [...BROWSER, ...DEPLOYED],
    isolate: false,
    provide: { stage: "the durable Lambda" as const },
  },
];
