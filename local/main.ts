import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as v from "valibot";
import { BRAND, type Brand } from "../src/domain/brand.ts";
import { READING, type Reading } from "../src/domain/language.ts";
import { LOCAL } from "./address.ts";
import { BrokenData, clearFolder, FolderInUse, NotOurFolder, UnusableFolder } from "./data-folder.ts";
import { PortTaken } from "./servers.ts";
import { terminal } from "./slack/ask.ts";
import { chooseSlack, type RealSlack } from "./slack/choose.ts";
import { startOnSlack } from "./slack/stack.ts";
import { SlackProblem } from "./slack/tokens.ts";
import { type StackOptions, startStack } from "./stack.ts";
import { APPROVERS, approversIn, ESCALATION, escalationIn } from "../src/domain/people.ts";
import { REMINDERS, remindersIn } from "../src/domain/spans.ts";

const USAGE = `Runs the whole service on this machine.

  npm start                     on ports 3000 to 3004; what was onboarded is still there the next time
  PORT=4000 npm start           on ports 4000 to 4004; 0 picks free ones
  npm start -- --slack          with your own Slack workspace, over Socket Mode; asks for an app token and a bot token
  npm start -- --fresh          forgets all of it first
  npm start -- --data DIR       keeps it in that folder, instead of .data (.data-slack with --slack)
  npm start -- --window 60      a decision may take 60 seconds, instead of a day
  npm start -- --reminders 20,40  reminds after 20 and 40 seconds, instead of an hour (half the window, if that is less); never does not
  npm start -- --escalate-to C0LEADS   lets the last reminder ask there too: a channel, users or user groups
  npm start -- --confirm code   the link's page asks for the six digits of the email, instead of a press
  npm start -- --four-eyes      keeps a requester from deciding on their own request, as deployments do by default
  npm start -- --approvers U0SECOND   says who approves: users, user groups, or channel for everyone in it
  npm start -- --organisation "Example Inc." --welcome-url https://example.com/start --support-email help@example.com
                                says in emails who they are from; there is --logo-url too
  npm start -- --language ja --time-zone Asia/Tokyo
                                writes emails and the page in Japanese (en, ja or de) where a user's own language is not known`;

const OPTIONS = v.object({
  organisation: BRAND.organisation,
  "logo-url": BRAND.logoUrl,
  "welcome-url": BRAND.welcomeUrl,
  "support-email": BRAND.supportEmail,
  language: READING.language,
  "time-zone": READING.timeZone,
});

class BadOption extends Error {}

/** What goes wrong by the user's choice, and says in a sentence what to choose instead. */
const EXPECTED = [BadOption, BrokenData, FolderInUse, NotOurFolder, PortTaken, SlackProblem, UnusableFolder];
const inRepository = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

try {
  await main();
} catch (error) {
  if (!(error instanceof Error && EXPECTED.some((kind) => error instanceof kind))) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { confirm, fresh, help, reminders, slack: isReal, window, ...chosen } = options();
  if (help) {
    console.log(USAGE);
    return;
  }
  const data = chosen.data ?? inRepository(isReal ? ".data-slack" : ".data");
  const windowSeconds = wholeNumber("--window", window, 1, 31_536_000);
  const settings = {
    port: wholeNumber("PORT", process.env["PORT"] ?? "3000", 0, 65_531),
    data,
    source: inRepository("src"),
    windowSeconds,
    reminders: remindersWithin(windowSeconds, reminders),
    ...(chosen.approvers === undefined ? {} : { approvers: checkedApprovers(chosen.approvers) }),
    escalateTo: checkedEscalation(chosen["escalate-to"]),
    fourEyes: chosen["four-eyes"],
    ...checked(chosen),
    confirm: confirmation(confirm),
  };
  if (fresh) {
    console.log(`--fresh removed from ${data}: ${clearFolder(data).join(", ") || "nothing, it was empty"}.`);
  }
  const stack = isReal ? await startInWorkspace(settings) : await startHere(settings);
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

/** As asked for; otherwise after an hour, or half of a window that is shorter. */
function remindersWithin(windowSeconds: number, asked?: string): readonly number[] {
  const usual = Math.min(3600, Math.floor(windowSeconds / 2));
  const times = asked === undefined ? [usual].filter((seconds) => seconds > 0) : remindersIn(asked);
  if (!times || (times.at(-1) ?? 0) >= windowSeconds) {
    throw new BadOption(
      `--reminders is "${asked}"; it takes ${REMINDERS}, all within the window of ${windowSeconds} s.`,
    );
  }
  return times;
}

function confirmation(asked: string): "button" | "code" {
  if (asked !== "button" && asked !== "code") {
    throw new BadOption(`--confirm is "${asked}"; it takes button or code.`);
  }
  return asked;
}

function checkedApprovers(asked: string): string {
  if (!approversIn(asked)) {
    throw new BadOption(`--approvers is "${asked}"; it takes ${APPROVERS}.`);
  }
  return asked;
}

function checkedEscalation(asked: string | undefined): string | undefined {
  if (asked !== undefined && !escalationIn(asked)) {
    throw new BadOption(`--escalate-to is "${asked}"; it takes ${ESCALATION}.`);
  }
  return asked;
}

function options() {
  try {
    return parseArgs({
      options: {
        data: { type: "string" },
        fresh: { type: "boolean", default: false },
        slack: { type: "boolean", default: false },
        window: { type: "string", default: "86400" },
        reminders: { type: "string" },
        approvers: { type: "string" },
        "escalate-to": { type: "string" },
        "four-eyes": { type: "boolean", default: false },
        organisation: { type: "string" },
        "logo-url": { type: "string" },
        "welcome-url": { type: "string" },
        "support-email": { type: "string" },
        language: { type: "string" },
        "time-zone": { type: "string" },
        confirm: { type: "string", default: "button" },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new BadOption(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

/** The options that say who writes to users, and how, checked as a deployment's settings are. */
function checked(chosen: Partial<ReturnType<typeof options>>): Brand & Reading {
  const parsed = v.safeParse(OPTIONS, chosen);
  if (!parsed.success) {
    throw new BadOption(parsed.issues.map((issue) => `--${v.getDotPath(issue)} ${issue.message}.`).join("\n"));
  }
  return {
    organisation: parsed.output.organisation,
    logoUrl: parsed.output["logo-url"],
    welcomeUrl: parsed.output["welcome-url"],
    supportEmail: parsed.output["support-email"],
    language: parsed.output.language,
    timeZone: parsed.output["time-zone"],
  };
}

function wholeNumber(what: string, text: string, least: number, most: number): number {
  if (!/^\d{1,8}$/u.test(text) || Number(text) < least || Number(text) > most) {
    throw new BadOption(`${what} is "${text}"; it takes a whole number from ${least} to ${most}.`);
  }
  return Number(text);
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
