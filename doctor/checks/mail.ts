import { GetAccountCommand, GetEmailIdentityCommand, NotFoundException } from "@aws-sdk/client-sesv2";
import type { SESv2Client } from "@aws-sdk/client-sesv2";
import { Ailment, type Check, reason } from "../check.ts";

export const sender: Check = {
  name: "sender",
  needs: ["stack"],
  async look({ ses }, { outputs }) {
    const address = outputs["Sender"] ?? "";
    const domain = address.slice(address.lastIndexOf("@") + 1);
    for (const identity of [address, ...withParents(domain)]) {
      if (await isVerified(ses, identity)) {
        return `SES has verified ${identity}`;
      }
    }
    throw new Ailment(
      `SES has verified neither ${address} nor ${domain}: no mail goes out.`,
      `aws sesv2 create-email-identity --email-identity ${address}, and press the link in the mail that AWS sends there.`,
    );
  },
};

export const sesSandbox: Check = {
  name: "SES",
  needs: ["stack"],
  async look({ ses }) {
    const { ProductionAccessEnabled, SendingEnabled, SendQuota } = await ses
      .send(new GetAccountCommand({}))
      .catch((error: unknown) => {
        throw new Ailment(`The account cannot be looked at. ${reason(error)}`, "Your role needs ses:GetAccount.");
      });
    if (!SendingEnabled) {
      throw new Ailment("AWS has paused sending for this account.", "The SES console says why, and what AWS asks for.");
    }
    if (!ProductionAccessEnabled) {
      throw new Ailment(
        "The account is in SES's sandbox: mail reaches verified addresses alone.",
        "Ask for production access in the SES console (Account dashboard); until then onboard verified addresses.",
        { isMild: true },
      );
    }
    return `out of the sandbox, ${SendQuota?.MaxSendRate ?? "?"} mails a second`;
  },
};

/** A domain and those above it, down to two labels: SES takes whichever is verified. */
function withParents(domain: string): string[] {
  const labels = domain.split(".");
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join("."));
}

async function isVerified(ses: SESv2Client, EmailIdentity: string): Promise<boolean> {
  try {
    const { VerifiedForSendingStatus } = await ses.send(new GetEmailIdentityCommand({ EmailIdentity }));
    return VerifiedForSendingStatus === true;
  } catch (error) {
    if (error instanceof NotFoundException) {
      return false;
    }
    throw new Ailment(
      `${EmailIdentity} cannot be looked up. ${reason(error)}`,
      "Your role needs ses:GetEmailIdentity.",
    );
  }
}
