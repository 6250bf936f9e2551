import { type Check, type Known, Problem, reason } from "../check.ts";
import { evaluateDmarc, type Policy } from "../dmarc-record.ts";

const GUIDE = "https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dmarc.html";
const ASKS: Record<Policy, string> = {
  none: "only reports it",
  quarantine: "has mailboxes take it for spam",
  reject: "has mailboxes refuse it",
};

/**
 * Whether mailboxes find our email to be from who it says: signed for the sender's domain, or returned to it, as the domain's DMARC
 * record asks. It trusts SES about both, and asks DNS only for the record.
 */
export const dmarc: Check = {
  name: "DMARC",
  needs: ["sender"],
  async look({ dns }, known) {
    const sender = known.outputs["Sender"] ?? "";
    const domain = sender.slice(sender.lastIndexOf("@") + 1).toLowerCase();
    const signers = signersOf(known);
    const returnPath = returnPathOf(known);
    const found = await evaluateDmarc(domain, { dkim: signers, spf: [returnPath] }, dns).catch((error: unknown) => {
      throw new Problem(
        `The DMARC record of ${domain} cannot be read. ${reason(error)}`,
        "Check this machine's network, and run this again.",
        { isMild: true },
      );
    });
    if (!found) {
      throw new Problem(
        `${domain} has no valid DMARC record: nothing keeps others from sending email in its name, and some mailboxes distrust ours.`,
        `Create one TXT record _dmarc.${domain}, to begin with "v=DMARC1; p=none; rua=mailto:" and an address for reports (${GUIDE}).`,
        { isMild: true },
      );
    }
    const { policy, isStrict, aligned } = found;
    const record = `_dmarc.${found.recordAt}`;
    const by = [
      ...aligned.dkim.map((name) => `DKIM (${name})`),
      ...aligned.spf.map((name) => `MAIL FROM (${name})`),
    ].join(" and ");
    if (!by) {
      throw new Problem(
        `Our email fails DMARC, and ${record} (p=${policy}) ${ASKS[policy]}: neither its signature (${signers.join(", ") || "none"}) nor its MAIL FROM (${returnPath}) is aligned with ${domain}.`,
        isStrict && signers.length > 0
          ? `The record asks for a signature of exactly ${domain} (adkim=s): verify ${domain} in SES, or change that to adkim=r.`
          : `Verify ${domain} in SES with DKIM (SES console, Verified identities); the setting domain does that (docs/deploy.md).`,
        { isMild: policy === "none" },
      );
    }
    if (policy === "none") {
      throw new Problem(
        `Our email passes by ${by}, but ${record} says p=none: mailboxes deliver what others send in the name of ${domain}, too.`,
        "Once its reports show no sender of yours that fails, change that to p=quarantine and then to p=reject.",
        { isMild: true },
      );
    }
    return `passes by ${by}; ${record} says p=${policy}`;
  },
};

/** The domains that SES signs for: those of the identities, without the part before an @. */
function signersOf({ identities }: Known): string[] {
  const signing = identities.filter(
    ([, { DkimAttributes }]) => DkimAttributes?.SigningEnabled && DkimAttributes.Status === "SUCCESS",
  );
  return [...new Set(signing.map(([name]) => name.slice(name.lastIndexOf("@") + 1).toLowerCase()))];
}

/** What SPF is checked for: without a MAIL FROM domain of your own that is SES's. https://docs.aws.amazon.com/ses/latest/dg/mail-from.html */
function returnPathOf({ identities }: Known): string {
  const [, own] =
    identities.find(([, { MailFromAttributes }]) => MailFromAttributes?.MailFromDomainStatus === "SUCCESS") ?? [];
  return own?.MailFromAttributes?.MailFromDomain?.toLowerCase() ?? "amazonses.com";
}
