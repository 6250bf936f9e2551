/** What becomes of an email that SES took. */
export type Outcome = "delivered" | "replied" | "bounced" | "suppressed" | "complained" | "delayed" | "rejected";

// https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator, but for "delay": of SES's own
// mailboxes none is slow.
const SIMULATED: Record<string, Outcome> = {
  success: "delivered",
  ooto: "replied",
  bounce: "bounced",
  suppressionlist: "suppressed",
  complaint: "complained",
  delay: "delayed",
};
const SIMULATOR = /^(?<mailbox>[a-z]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/iu;
// The harmless virus that every scanner knows: https://www.eicar.org/download-anti-malware-testfile/
const TEST_VIRUS = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE";

/** What happens to an email at SES's mailbox simulator. A virus is refused before that, and email to any other address is delivered. */
export function outcomeOf(
  recipients: readonly string[],
  body: { html?: string | undefined; text?: string | undefined },
): Outcome {
  if (`${body.text}${body.html}`.includes(TEST_VIRUS)) {
    return "rejected";
  }
  const outcomes = recipients.map((to) => SIMULATED[SIMULATOR.exec(to)?.groups?.["mailbox"]?.toLowerCase() ?? ""]);
  return outcomes.find((outcome) => outcome !== undefined) ?? "delivered";
}
