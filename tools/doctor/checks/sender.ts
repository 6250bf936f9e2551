import { GetEmailIdentityCommand, type GetEmailIdentityResponse, NotFoundException } from "@aws-sdk/client-sesv2";
import { allowed, type Check, Problem } from "../check.ts";

const README = "SES console, Verified identities";

export const sender: Check = {
  name: "sender",
  needs: ["stack"],
  async look({ ses }, known) {
    const address = known.outputs["Sender"] ?? "";
    const domain = address.slice(address.lastIndexOf("@") + 1);
    const find = async (EmailIdentity: string): Promise<GetEmailIdentityResponse | undefined> => {
      try {
        return await ses.send(new GetEmailIdentityCommand({ EmailIdentity }));
      } catch (error) {
        if (error instanceof NotFoundException) {
          return undefined;
        }
        throw error;
      }
    };
    for (const name of [address, ...withParents(domain)]) {
      const identity = await allowed(name, "ses:GetEmailIdentity", find(name));
      if (identity?.VerifiedForSendingStatus) {
        known.identities.push([name, identity]);
      }
    }
    if (known.identities.length === 0) {
      throw new Problem(
        `SES has verified neither ${address} nor ${domain}: no email goes out.`,
        `aws sesv2 create-email-identity --email-identity ${address}, and follow the link in the email that AWS sends there. Better: verify the domain (${README}).`,
      );
    }
    return `SES has verified ${known.identities.map(([name]) => name).join(" and ")}`;
  },
};

/**
 * A domain's signature is put on the email of all its addresses.
 * https://docs.aws.amazon.com/ses/latest/APIReference/API_SetIdentityDkimEnabled.html
 */
export const dkim: Check = {
  name: "DKIM",
  needs: ["sender"],
  look(_instruments, { identities }) {
    const signing = identities.find(
      ([, { DkimAttributes }]) => DkimAttributes?.SigningEnabled && DkimAttributes.Status === "SUCCESS",
    );
    if (signing) {
      return `email is signed for ${signing[0]}`;
    }
    const [domain, identity] = identities.find(([name]) => !name.includes("@")) ?? [];
    throw new Problem(
      domain
        ? `Email is not signed: DKIM for ${domain} is ${identity?.DkimAttributes?.Status ?? "not set up"}.`
        : "Email is not signed, because only an address is verified and not its domain.",
      `Many mailboxes take unsigned email for spam. ${domain ? `Publish the DNS records that SES shows for ${domain}` : "Verify the domain, which sets up DKIM"} (${README}).`,
      { isMild: true },
    );
  },
};

export const mailFrom: Check = {
  name: "MAIL FROM",
  needs: ["sender"],
  look(_instruments, { identities }) {
    const [name, identity] = identities.find(([, { MailFromAttributes }]) => MailFromAttributes?.MailFromDomain) ?? [];
    const { MailFromDomain, MailFromDomainStatus, BehaviorOnMxFailure } = identity?.MailFromAttributes ?? {};
    if (!MailFromDomain) {
      return "none of your own; DMARC relies on DKIM";
    }
    if (MailFromDomainStatus === "SUCCESS") {
      return `${MailFromDomain}, for ${name}`;
    }
    const isRejecting = BehaviorOnMxFailure === "REJECT_MESSAGE";
    throw new Problem(
      `The MAIL FROM domain ${MailFromDomain} is ${MailFromDomainStatus}${isRejecting ? ": SES rejects every email" : ""}.`,
      `Publish its MX and TXT records as SES shows them (${README}).`,
      { isMild: !isRejecting },
    );
  },
};

/** A domain and those above it, down to two labels: any of them can be the verified one. */
function withParents(domain: string): string[] {
  const labels = domain.split(".");
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join("."));
}
