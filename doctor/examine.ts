import { credentials, onboardFunction, stack } from "./checks/aws.ts";
import { sender, sesSandbox } from "./checks/mail.ts";
import { page, slackUrl } from "./checks/public.ts";
import { linkSecret, slackSecret } from "./checks/secrets.ts";
import { channel, slackToken } from "./checks/slack.ts";
import { Ailment, type Check, type Instruments, type Known, reason } from "./check.ts";

/** In the order in which an operator sets things up. */
const CHECKS: Check[] = [
  credentials,
  stack,
  onboardFunction,
  linkSecret,
  slackSecret,
  slackToken,
  channel,
  slackUrl,
  page,
  sender,
  sesSandbox,
];

/** What a check found: fine, mildly or badly wrong with what to do, or nothing since another one failed. */
export interface Finding {
  name: string;
  state: "fine" | "mild" | "wrong" | "skipped";
  says: string;
  mend?: string;
}

/** Looks at a deployment, one check after the other, and tells each finding as it comes. */
export async function* examine(instruments: Instruments): AsyncGenerator<Finding> {
  const known: Known = { outputs: {}, slack: { botToken: "", signingSecret: "" } };
  const failed = new Set<string>();
  for (const { name, needs, look } of CHECKS) {
    const missing = needs.find((need) => failed.has(need));
    if (missing) {
      failed.add(name);
      yield { name, state: "skipped", says: `not looked at, since ${missing} is not right` };
      continue;
    }
    try {
      yield { name, state: "fine", says: await look(instruments, known) };
    } catch (error) {
      const ailment = error instanceof Ailment ? error : new Ailment(reason(error), "Mend that, and look again.");
      if (!ailment.isMild) {
        failed.add(name);
      }
      yield { name, state: ailment.isMild ? "mild" : "wrong", says: ailment.message, mend: ailment.mend };
    }
  }
}
