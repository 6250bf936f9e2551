import { type Sample, taking } from "./sample.ts";

/** By place, the beginning of a path: what may be imported there, what may not, and what is said to that. */
const LAYOUT: { place: string; may: string; mayNot: string; says: string }[] = [
  {
    place: "src/domain/",
    may: "valibot node:crypto node:url ./user.ts",
    mayNot: "node:fs jose ../config.ts ../aws/secrets.ts ../workflow/onboarding.ts ../lambda/verify.ts",
    says: "src/domain imports valibot, node:crypto, node:url and its own files only",
  },
  {
    place: "src/workflow/",
    may: "@aws/durable-execution-sdk-js ../domain/user.ts ./settle.ts",
    mayNot: `node:crypto node:timers/promises valibot hono @slack/bolt @slack/web-api @aws-sdk/client-lambda
      @aws/durable-execution-sdk-js-testing ../aws/secrets.ts ../config.ts ../lambda/onboard.ts ../slack/app.ts
      ../web/page.ts ./../aws/dynamo/users.ts ../../src/aws/secrets.ts ../../local/address.ts`,
    says: "src/workflow imports src/domain, its own files and the durable SDK alone",
  },
  {
    place: "src/web/",
    may: "hono hono/html ../domain/user.ts ../messages/words.ts ./page.ts",
    mayNot: "node:crypto @hono/node-server aws-lambda ../aws/secrets.ts ../config.ts ../slack/app.ts",
    says: "src/web imports src/domain, src/messages, its own files and Hono alone",
  },
  {
    place: "src/messages/",
    may: "intl-messageformat hono/html ../domain/language.ts ./en.ts",
    mayNot: "hono @aws-sdk/client-sesv2 node:fs ../email/ses.ts ../web/page.ts ../config.ts",
    says: "src/messages imports src/domain, its own files, the message library and Hono's templates only",
  },
  {
    place: "src/slack/",
    may: "@slack/bolt @slack/types @slack/web-api valibot node:crypto node:querystring ../domain/user.ts ./words.ts",
    mayNot: `node:fs @aws-sdk/client-lambda ../aws/secrets.ts ../email/ses.ts ../config.ts ../web/page.ts ../lambda/slack.ts
      ../workflow/onboarding.ts ../../local/address.ts`,
    says: "src/slack imports src/domain, its own files and Slack's SDK alone",
  },
  {
    place: "src/aws/",
    may: "@aws-sdk/client-lambda @aws-sdk/lib-dynamodb jose valibot node:crypto ../domain/user.ts ./dynamo/users.ts",
    mayNot: `node:process hono @slack/bolt @slack/web-api @aws/durable-execution-sdk-js ../config.ts ../lambda/onboard.ts
      ../workflow/onboarding.ts ../slack/words.ts ../email/ses.ts ../web/page.ts ../../local/address.ts`,
    says: "src/aws imports src/domain, its own files and AWS's SDKs alone",
  },
  {
    place: "src/email/",
    may: "@aws-sdk/client-sesv2 hono/html ../domain/user.ts ../messages/words.ts ./layout.ts",
    mayNot: "hono @aws-sdk/client-lambda ../config.ts ../aws/secrets.ts ../lambda/onboard.ts ../web/page.ts",
    says: "src/email imports src/domain, src/messages, its own files, SES's SDK and Hono's templates alone",
  },
  {
    place: "src/lambda/",
    may: "@aws-sdk/client-lambda @slack/bolt ../aws/secrets.ts ../config.ts ../web/page.ts",
    mayNot: "../../infra/app.ts ../../local/address.ts ../../testkit/fakes.ts",
    says: "it never imports infra, local, packages, test or testkit",
  },
  {
    place: "src/lambda/",
    may: "../workflow/onboarding.ts ../slack/app.ts",
    mayNot: "node:process",
    says: "src/config.ts alone reads the environment",
  },
  {
    place: "local/sandbox/",
    may: "../../src/lambda/onboard.ts ../../tools/command-line.ts ../address.ts node:http hono",
    mayNot: "../../infra/app.ts ../../testkit/fakes.ts ../../tools/onboard.ts",
    says: "it never imports infra, test, testkit or a tool",
  },
  {
    place: "packages/durable-lambda-local/src/api/",
    may: "../engine/engine.ts ../service.ts node:http @aws-sdk/client-lambda",
    mayNot: "../../../../src/domain/user.ts ../../../../local/address.ts ../../../../testkit/fakes.ts @slack/bolt hono",
    says: "A package knows nothing of this project",
  },
  {
    place: "packages/slack-local/src/api/",
    may: "../slack.ts ../directory.ts node:http hono valibot",
    mayNot: `../../../../src/domain/user.ts ../../../../local/address.ts ../../../../testkit/fakes.ts @aws-sdk/client-lambda
      ../../../durable-lambda-local/src/service.ts`,
    says: "A package knows nothing of this project",
  },
  {
    place: "packages/slack-local/test/api/",
    may: "../running.ts ../../src/state/views.ts @slack/bolt @slack/web-api",
    mayNot: "../../../../src/domain/user.ts ../../../../testkit/fakes.ts",
    says: "A package knows nothing of this project",
  },
  {
    place: "local/",
    may: "../packages/slack-local/src/slack.ts ../packages/slack-local/src/live-page/live.ts",
    mayNot: "../packages/slack-local/src/workspace.ts ../packages/slack-local/src/state/state.ts",
    says: "Outside of packages/slack-local, import its entry",
  },
  {
    place: "test/slack/",
    may: "../../packages/slack-local/src/slack.ts ../../packages/slack-local/src/block-kit.ts",
    mayNot: "../../packages/slack-local/src/blocks/view.ts ../../packages/slack-local/test/running.ts",
    says: "Outside of packages/slack-local, import its entries only",
  },
  {
    place: "tools/doctor/",
    may: "../../src/aws/secrets.ts ../../src/domain/failures.ts ../../src/slack/home.ts ./check.ts @aws-sdk/client-sts",
    mayNot:
      "../../src/lambda/onboard.ts ../../src/slack/app.ts ../../infra/stack.ts ../../local/address.ts ../../testkit/fakes.ts",
    says: "of the code it imports only src/aws, src/domain, src/email, and what src/slack shows and calls",
  },
  {
    place: "infra/",
    may: `../src/aws/dynamo/schema.ts ../src/aws/metric-names.ts ../src/email/sender.ts
      ../src/config.ts ../src/domain/address.ts ../src/domain/people.ts ./stack.ts node:path`,
    mayNot: "../src/aws/secrets.ts ../local/address.ts ../testkit/fakes.ts",
    says: "of the code it imports the names in src/aws/dynamo/schema.ts and metric-names.ts, the types of the environments, the rules for addresses, brands, languages and people, and the spans only",
  },
  {
    place: "testkit/",
    may: "../src/domain/user.ts ../local/stack.ts ./fakes.ts",
    mayNot: "../test/journeys/start.ts",
    says: "it never imports a test's own files",
  },
  {
    place: "test/journeys/",
    may: "../../local/stack.ts ../../src/domain/user.ts ../../infra/stack.ts ../../testkit/fakes.ts",
    mayNot: "",
    says: "",
  },
];

const rule = "eslint(no-restricted-imports)";

/** Which imports the layout allows, and which it refuses. */
export const layout: Sample[] = [
  ...LAYOUT.flatMap(({ place, may, mayNot, says }) => [
    ...taking(place, may),
    ...taking(place, mayNot, { rule, says }),
  ]),
  {
    path: "src/config.ts",
    code: `import type { GenericSchema } from "valibot";
import type { User } from "./domain/user.ts";

export type Users = [User, GenericSchema];
export const table = process.env["TABLE_NAME"];
`,
    rule,
    says: "src/config.ts imports valibot and the rules for addresses, brands, languages, people and spans only",
  },
  {
    path: "src/workflow/dynamic-import.ts",
    code: `export const later = async (): Promise<unknown> => import("node:crypto");\n`,
    rule,
    says: "reach the outside through a port",
  },
];
