import { credentials, onboardFunction, stack } from "./checks/aws.ts";
import { BOUNCED_EMAIL } from "./checks/bounced-email.ts";
import { certificate } from "./checks/certificate.ts";
import { dmarc } from "./checks/dmarc.ts";
import { dryRun, tried } from "./checks/dry-run.ts";
import { emailAccount, emailQuota, emailSandbox, suppression } from "./checks/email-account.ts";
import { dkim, mailFrom, sender } from "./checks/sender.ts";
import { codeStorage, concurrency, unfinished } from "./checks/lambda.ts";
import { alarms, metrics } from "./checks/monitoring.ts";
import { page, slackUrl } from "./checks/public.ts";
import { linkSecret, slackSecret } from "./checks/secrets.ts";
import { cardsAndForms, channel, scopes, slackToken, userGroups } from "./checks/slack.ts";
import { type Check, type Instruments, type Known, Problem, reason } from "./check.ts";

/** In the order in which an operator sets things up, under their headings. */
const CHECKS: Record<string, Check[]> = {
  Deployment: [credentials, stack, onboardFunction, concurrency, codeStorage, linkSecret, certificate, page],
  Slack: [slackSecret, slackToken, scopes, channel, userGroups, cardsAndForms, slackUrl],
  Email: [sender, dkim, mailFrom, dmarc, emailAccount, emailSandbox, emailQuota, suppression],
  "Dry run, with the function's own permissions": [dryRun, ...tried],
  Monitoring: [unfinished, metrics, alarms],
};

/** What is only checked where it is asked for, since the approvers see it. */
const ON_REQUEST: Record<string, Check[]> = { "An email that bounces": BOUNCED_EMAIL };

/** What a check found: fine, mildly or badly wrong with what to do, or nothing because another one failed. */
export interface Finding {
  section: string;
  name: string;
  state: "fine" | "mild" | "wrong" | "skipped";
  says: string;
  fix?: string;
}

/** Examines a deployment, with `mail` by an email that bounces too, one check after the other, and tells each finding as it comes. */
export async function* examine(instruments: Instruments, { mail = false } = {}): AsyncGenerator<Finding> {
  const known: Known = {
    outputs: {},
    slack: { botToken: "", signingSecret: "" },
    scopes: undefined,
    lambda: {},
    ses: {},
    identities: [],
    tried: new Map(),
  };
  /** What failed, and the check whose failure that goes back to. */
  const failed = new Map<string, string>();
  for (const [section, checks] of Object.entries({ ...CHECKS, ...(mail ? ON_REQUEST : {}) })) {
    for (const { name, needs, look } of checks) {
      const missing = needs.find((need) => failed.has(need));
      if (missing) {
        const first = failed.get(missing) ?? missing;
        failed.set(name, first);
        yield { section, name, state: "skipped", says: `not checked: first fix ${first}` };
        continue;
      }
      try {
        yield { section, name, state: "fine", says: await look(instruments, known) };
      } catch (error) {
        const problem = error instanceof Problem ? error : new Problem(reason(error), "Fix that and run this again.");
        if (!problem.isMild) {
          failed.set(name, name);
        }
        yield { section, name, state: problem.isMild ? "mild" : "wrong", says: problem.message, fix: problem.fix };
      }
    }
  }
}
