import * as v from "valibot";
import { BRAND, type Brand } from "../src/domain/brand.ts";
import { READING, type Reading } from "../src/domain/language.ts";
import { APPROVERS, approversIn, ESCALATION, escalationIn } from "../src/domain/people.ts";
import { REMINDERS, remindersIn } from "../src/domain/spans.ts";
import { BadOption, faultOfOption, optionsFrom } from "../tools/command-line.ts";

export const USAGE = `Runs the whole service on this machine.

  npm start                     on ports 3000 to 3004; keeps its data between runs
  PORT=4000 npm start           on ports 4000 to 4004; 0 picks free ones
  npm start -- --slack          with your own Slack workspace, over Socket Mode; asks for an app token and a bot token
  npm start -- --fresh          deletes the data of earlier runs first
  npm start -- --data DIR       keeps the data in DIR, instead of .data (.data-slack with --slack)
  npm start -- --window 60      a decision may take 60 seconds, instead of a day
  npm start -- --reminders 20,40  reminds after 20 and 40 seconds, instead of an hour (half the window, if that is less); \`never\` turns reminders off
  npm start -- --escalate-to C0LEADS   the last reminder also goes to this channel, user or group
  npm start -- --confirm code   the link's page asks for the six digits of the email, instead of a press
  npm start -- --four-eyes      keeps a requester from deciding on their own request, as deployments do by default
  npm start -- --approvers U0SECOND   says who approves: users, user groups, or channel for everyone in it
  npm start -- --organisation "Example Inc." --welcome-url https://example.com/start --support-email help@example.com
                                brands the emails; see also --logo-url
  npm start -- --language ja --time-zone Asia/Tokyo
                                writes emails and the page in Japanese (en, ja or de) where a user's own language is not known`;

const KNOWN = {
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
} as const;

const OPTIONS = v.object({
  organisation: BRAND.organisation,
  "logo-url": BRAND.logoUrl,
  "welcome-url": BRAND.welcomeUrl,
  "support-email": BRAND.supportEmail,
  language: READING.language,
  "time-zone": READING.timeZone,
});

/** What was asked of `npm start` by options and by PORT; undefined for the usage. Throws BadOption. */
export function optionsIn(args: string[], env: NodeJS.ProcessEnv) {
  const { PORT = "3000" } = env;
  const { confirm, fresh, help, reminders, slack: isReal, window, data, ...chosen } = typed(args, env);
  if (help) {
    return undefined;
  }
  const windowSeconds = wholeNumber("--window", window, 1, 31_536_000);
  const settings = {
    port: wholeNumber("PORT", PORT, 0, 65_531),
    windowSeconds,
    reminders: remindersWithin(windowSeconds, reminders),
    ...(chosen.approvers === undefined ? {} : { approvers: checkedApprovers(chosen.approvers) }),
    escalateTo: checkedEscalation(chosen["escalate-to"]),
    fourEyes: chosen["four-eyes"],
    ...checked(chosen),
    confirm: confirmation(confirm),
  };
  return { fresh, isReal, data, settings };
}

function typed(args: string[], env: NodeJS.ProcessEnv) {
  try {
    return optionsFrom("npm start", KNOWN, args, env);
  } catch (error) {
    throw error instanceof BadOption ? new BadOption(`${error.message}\n\n${USAGE}`) : error;
  }
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

/** The options that say who writes to users, and how, checked as a deployment's settings are. */
function checked(chosen: Partial<ReturnType<typeof typed>>): Brand & Reading {
  const parsed = v.safeParse(OPTIONS, chosen);
  if (!parsed.success) {
    const sentences = parsed.issues.map((issue) =>
      faultOfOption(v.getDotPath(issue) ?? "", String(issue.input), issue.message),
    );
    throw new BadOption(sentences.join("\n"));
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
