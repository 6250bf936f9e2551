import { type Sample, taking } from "./sample.ts";

/** By place, the beginning of a path: what may be imported there, what may not, and what is said to that. */
const LAYOUT: { place: string; may: string; mayNot: string; says: string }[] = [
  {
    place: "src/domain/",
    may: "valibot node:url ./user.ts",
    mayNot: "node:crypto jose ../config.ts ../adapters/secrets.ts ../workflow/onboarding.ts ../lambda/verify.ts",
    says: "src/domain imports valibot, node:url and its own files alone",
  },
  {
    place: "src/workflow/",
    may: "@aws/durable-execution-sdk-js ../domain/user.ts ./settle.ts",
    mayNot: `node:crypto node:timers/promises valibot hono @slack/bolt @slack/web-api @aws-sdk/client-lambda
      @aws/durable-execution-sdk-js-testing ../adapters/secrets.ts ../config.ts ../lambda/onboard.ts ../slack/app.ts
      ../web/page.ts ./../adapters/dynamo-users.ts ../../src/adapters/secrets.ts ../../local/address.ts`,
    says: "src/workflow imports src/domain, its own files and the durable SDK alone",
  },
  {
    place: "src/web/",
    may: "hono hono/html ../domain/user.ts ./page.ts",
    mayNot: "node:crypto @hono/node-server aws-lambda ../adapters/secrets.ts ../config.ts ../slack/app.ts",
    says: "src/web imports src/domain, its own files and Hono alone",
  },
  {
    place: "src/slack/",
    may: "@slack/bolt @slack/types @slack/web-api node:crypto node:querystring ../domain/user.ts ./text/date.ts",
    mayNot: "node:fs valibot @aws-sdk/client-lambda ../adapters/secrets.ts ../config.ts ../web/page.ts",
    says: "src/slack imports src/domain, its own files and Slack's SDK alone",
  },
  {
    place: "src/slack/listeners/actions/",
    may: "@slack/bolt ../../../domain/user.ts ../../text/date.ts ../commands/onboard.ts ./verify.ts",
    mayNot: `node:fs ../../../adapters/mail/mails.ts ../../../adapters/secrets.ts ../../../config.ts
      ../../../lambda/slack.ts ../../../workflow/onboarding.ts ../../../../local/address.ts`,
    says: "src/slack imports src/domain, its own files and Slack's SDK alone",
  },
  {
    place: "src/adapters/",
    may: "@aws-sdk/client-sesv2 @aws-sdk/lib-dynamodb @slack/types jose valibot node:crypto ../domain/user.ts ./mail/mails.ts",
    mayNot: `node:process hono @slack/bolt @aws/durable-execution-sdk-js ../config.ts ../lambda/onboard.ts
      ../workflow/onboarding.ts ../slack/blocks/message.ts ../web/page.ts ../../local/address.ts`,
    says: "src/adapters imports src/domain, its own files and vendors' SDKs alone",
  },
  {
    place: "src/adapters/mail/",
    may: "hono/html ../../domain/user.ts ../ses-mail.ts ./layout.ts",
    mayNot: "hono ../../config.ts ../../lambda/onboard.ts ../../web/page.ts ../../slack/text/date.ts",
    says: "src/adapters imports src/domain, its own files and vendors' SDKs alone",
  },
  {
    place: "src/adapters/slack-",
    may: "@slack/web-api ../slack/quiet-logger.ts ../slack/blocks/message.ts ../domain/user.ts ./slack-client.ts",
    mayNot: "@slack/bolt @aws-sdk/client-lambda ../slack/app.ts ../lambda/slack.ts ../config.ts",
    says: "A Slack adapter imports src/domain, its own files, Slack's SDK and src/slack/blocks alone",
  },
  {
    place: "src/lambda/",
    may: "@aws-sdk/client-lambda @slack/bolt ../adapters/secrets.ts ../config.ts ../web/page.ts",
    mayNot: "../../infra/app.ts ../../local/address.ts ../../test/fakes.ts",
    says: "it never imports infra, local, packages or test",
  },
  {
    place: "src/lambda/",
    may: "../workflow/onboarding.ts ../slack/app.ts",
    mayNot: "node:process",
    says: "src/config.ts alone reads the environment",
  },
  {
    place: "local/sandbox/",
    may: "../../src/lambda/onboard.ts ../address.ts node:http hono",
    mayNot: "../../infra/app.ts ../../test/fakes.ts",
    says: "it never imports infra or test",
  },
  {
    place: "packages/durable-lambda-local/src/api/",
    may: "../engine/engine.ts ../service.ts node:http @aws-sdk/client-lambda",
    mayNot: "../../../../src/domain/user.ts ../../../../local/address.ts ../../../../test/fakes.ts @slack/bolt hono",
    says: "A package knows nothing of this project",
  },
  {
    place: "packages/slack-local/src/api/",
    may: "../slack.ts ../directory.ts node:http hono valibot",
    mayNot: `../../../../src/domain/user.ts ../../../../local/address.ts ../../../../test/fakes.ts @aws-sdk/client-lambda
      ../../../durable-lambda-local/src/service.ts`,
    says: "A package knows nothing of this project",
  },
  {
    place: "packages/slack-local/test/api/",
    may: "../running.ts ../../src/state/views.ts @slack/bolt @slack/web-api",
    mayNot: "../../../../src/domain/user.ts ../../../../test/fakes.ts",
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
    place: "doctor/",
    may: "../src/adapters/secrets.ts ../src/domain/failures.ts ../src/slack/blocks/home-tab.ts ./check.ts @aws-sdk/client-sts",
    mayNot: "../src/lambda/onboard.ts ../src/slack/app.ts ../infra/stack.ts ../local/address.ts ../test/fakes.ts",
    says: "of the code it imports only src/adapters, src/domain and src/slack/blocks",
  },
  {
    place: "infra/",
    may: `../src/adapters/dynamo-schema.ts ../src/adapters/metric-names.ts ../src/adapters/mail/sender.ts
      ../src/domain/address.ts ./stack.ts node:path`,
    mayNot: "../src/adapters/secrets.ts ../src/config.ts ../local/address.ts ../test/fakes.ts",
    says: "of the code it imports the names in src/adapters/dynamo-schema.ts and metric-names.ts, the rules for addresses, and the spans, alone",
  },
  {
    place: "test/journeys/",
    may: "../../local/stack.ts ../../src/domain/user.ts ../../infra/stack.ts ../fakes.ts",
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
    says: "src/config.ts imports valibot and the rules for addresses alone",
  },
  {
    path: "src/workflow/dynamic-import.ts",
    code: `export const later = async (): Promise<unknown> => import("node:crypto");\n`,
    rule,
    says: "reach the outside through a port",
  },
  {
    path: "src/slack/web-client.ts",
    code: `import { WebClient } from "@slack/web-api";\n\nexport const client = new WebClient();\n`,
    rule,
    says: "src/adapters builds the other one",
  },
];
