import { fileURLToPath } from "node:url";
import { LOCAL } from "./address.ts";
import { clearFolder } from "./data-folder.ts";
import { BadChoice } from "../tools/command-line.ts";
import { optionsIn, USAGE } from "./options.ts";
import { terminal } from "./slack/ask.ts";
import { chooseSlack, type RealSlack } from "./slack/choose.ts";
import { startOnSlack } from "./slack/stack.ts";
import { type StackOptions, startStack } from "./stack.ts";

const inRepository = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

try {
  await main();
} catch (error) {
  if (!(error instanceof BadChoice)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const asked = optionsIn(process.argv.slice(2), process.env);
  if (!asked) {
    console.log(USAGE);
    return;
  }
  const { fresh, isReal, settings, data = inRepository(isReal ? ".data-slack" : ".data") } = asked;
  if (fresh) {
    console.log(`--fresh removed from ${data}: ${clearFolder(data).join(", ") || "nothing, it was empty"}.`);
  }
  const options = { ...settings, data, source: inRepository("src") };
  const stack = isReal ? await startInWorkspace(options) : await startHere(options);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      console.log("\nStopping.");
      void stack.close().then(() => process.exit());
    });
  }
}

async function startHere(settings: StackOptions) {
  const stack = await startStack({ ...settings, notify: LOCAL.approvers });
  console.log(banner(stack.urls));
  return stack;
}

/** With a real workspace in place of Slack's stand-in. */
async function startInWorkspace(settings: StackOptions) {
  const person = terminal(process.stdin, process.stdout);
  const sources = { env: process.env, file: inRepository(".slack-tokens.json"), terminal: person };
  const slack = await chooseSlack({ ...sources, say: (text) => console.log(text) }).finally(() => person?.close());
  const stack = await startOnSlack(slack, settings);
  console.log(slackBanner(slack, stack.urls));
  return stack;
}

function banner(urls: { service: string; lambda: string; slack: string; mail: string; dynamo: string }): string {
  return `
Durable onboarding runs on this machine, ready after ${(performance.now() / 1000).toFixed(1)} s.

  Start here       ${urls.service}/
  Slack channel    ${urls.slack}/
  Inbox            ${urls.mail}/

Try this: on the first page press Start, then Verify on the card, or follow the link in the email.

  Lambda, secrets  ${urls.lambda}   ${LOCAL.functionName}:live
  DynamoDB         ${urls.dynamo}   table ${LOCAL.table}
  Slack's Web API  ${urls.slack}/api/   token ${LOCAL.botToken}, signing secret ${LOCAL.signingSecret}, channel ${LOCAL.channel}

A change in src/ takes effect at once. The functions' logs follow. Ctrl-C stops everything.
`;
}

function slackBanner(
  { team, botName, channel }: RealSlack,
  urls: { lambda: string; mail: string; dynamo: string },
): string {
  return `
Durable onboarding runs on this machine, and in Slack as @${botName} of ${team}, in channel ${channel}.

  Inbox            ${urls.mail}/

Try this: in that channel type /onboard ada@example.com Ada Lovelace, then press Verify on the card. Emails stay on this machine,
in the inbox; their links work in a browser here, and not on a phone. Anyone who acts in the channel can decide, unless --approvers
names others.

  Lambda           ${urls.lambda}   ${LOCAL.functionName}:live
  DynamoDB         ${urls.dynamo}   table ${LOCAL.table}

The functions' logs follow. Ctrl-C stops everything; the buttons in Slack answer nobody until the next start.
`;
}
