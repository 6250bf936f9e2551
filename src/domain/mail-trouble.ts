import type { Deadline } from "./deadline.ts";
import { type LetterPorts, sendLetter } from "./letters.ts";
import type { Users } from "./ports.ts";
import { type MailTrouble, onboardingId } from "./user.ts";

/**
 * The tag of an email that names its onboarding: no personal data. SES takes up to 256 ASCII letters, digits, _ and -.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html
 */
export const ONBOARDING_TAG = "onboarding";

/** What the email service reports about one email of an onboarding; a repeated report has the same `id`. */
export interface MailReport extends MailTrouble {
  id: string;
  onboardingId: string;
  /** Where the email went. */
  email: string;
}

export interface ReportPorts extends LetterPorts {
  users: Pick<Users, "find" | "findByEmail">;
}

/**
 * Passes a report on to its onboarding, and returns the result: only `sent` can change anything. An address leads to its latest
 * onboarding, so a report about an earlier one finds nothing. Throws if it should be tried again.
 */
export async function passOn(
  ports: ReportPorts,
  { email, onboardingId: about, ...report }: MailReport,
  deadline: Deadline,
): Promise<"sent" | "over" | "full" | "unknown"> {
  const user = await ports.users.findByEmail(email);
  if (!user || onboardingId(user) !== about) {
    return "unknown";
  }
  const { kind } = await sendLetter(ports, user, { kind: "mail-bounced", ...report }, deadline);
  if (kind === "sent" || kind === "over" || kind === "full") {
    return kind;
  }
  throw new LetterboxBusy("Other letters came first until the time was over.");
}

class LetterboxBusy extends Error {
  override name = "LetterboxBusy";
}
