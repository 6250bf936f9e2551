import { GetAccountCommand, GetSuppressedDestinationCommand, NotFoundException } from "@aws-sdk/client-sesv2";
import { allowed, type Check, Problem } from "../check.ts";

const NEARLY_USED = 0.8;

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html */
export const emailAccount: Check = {
  name: "SES account",
  needs: ["credentials"],
  async look({ ses }, known) {
    known.ses = await allowed("The SES account", "ses:GetAccount", ses.send(new GetAccountCommand({})));
    const { EnforcementStatus = "unknown", SendingEnabled } = known.ses;
    const support = "The SES console (Account dashboard) says why, and what AWS asks for.";
    if (EnforcementStatus === "SHUTDOWN" || !SendingEnabled) {
      throw new Problem("AWS has paused sending for this account: no email goes out.", support);
    }
    if (EnforcementStatus !== "HEALTHY") {
      throw new Problem(
        `AWS has put this account under review (${EnforcementStatus}). It may pause sending, usually because of bounces or complaints.`,
        support,
        { isMild: true },
      );
    }
    return "healthy, and can send";
  },
};

export const emailSandbox: Check = {
  name: "SES sandbox",
  needs: ["SES account"],
  look(_instruments, { ses }) {
    if (!ses.ProductionAccessEnabled) {
      throw new Problem(
        "The account is in SES's sandbox: email reaches only verified addresses.",
        "Request production access in the SES console (Account dashboard). Until then onboard verified addresses.",
        { isMild: true },
      );
    }
    return "the account has production access";
  },
};

export const emailQuota: Check = {
  name: "SES quota",
  needs: ["SES account"],
  look(_instruments, { ses }) {
    const { Max24HourSend = 0, SentLast24Hours = 0, MaxSendRate = 0 } = ses.SendQuota ?? {};
    const rate = `${MaxSendRate} emails a second`;
    if (Max24HourSend < 0) {
      return `${rate}, any number a day`; // -1 means an unlimited quota
    }
    const left = Math.max(0, Math.floor(Max24HourSend - SentLast24Hours));
    const says = `${left} of ${Max24HourSend} emails left for today, ${rate}`;
    if (SentLast24Hours > NEARLY_USED * Max24HourSend) {
      throw new Problem(
        left === 0 ? `The day's ${Max24HourSend} emails are sent: the next ones wait.` : `${says}.`,
        "An onboarding takes up to three emails. Ask for more in Service Quotas (Amazon SES, Sending quota).",
        { isMild: left > 0 },
      );
    }
    return says;
  },
};

/**
 * Our configuration set overrides the account's settings (infra/email.ts), so those are about the account's other email:
 * https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list-config-level.html. SES's calls about the list don't work in
 * the sandbox: https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html
 */
export const suppression: Check = {
  name: "suppression list",
  needs: ["SES account", "stack"],
  async look({ ses }, { outputs, ses: account }) {
    if (!account.ProductionAccessEnabled) {
      return "not available in SES's sandbox";
    }
    const reasons = account.SuppressionAttributes?.SuppressedReasons ?? [];
    if (!reasons.includes("BOUNCE") || !reasons.includes("COMPLAINT")) {
      throw new Problem(
        "Only our configuration set keeps bounced and complaining addresses on the list. Other email of the account goes there again, and AWS pauses the whole account for that.",
        "aws sesv2 put-account-suppression-attributes --suppressed-reasons BOUNCE COMPLAINT",
        { isMild: true },
      );
    }
    const EmailAddress = outputs["Sender"];
    const find = async () => {
      try {
        return await ses.send(new GetSuppressedDestinationCommand({ EmailAddress }));
      } catch (error) {
        if (error instanceof NotFoundException) {
          return undefined;
        }
        throw error;
      }
    };
    const found = await allowed("The suppression list", "ses:GetSuppressedDestination", find());
    if (found) {
      throw new Problem(
        `The sender's own address is on it (${found.SuppressedDestination?.Reason}): SES sends nothing there.`,
        `If the mailbox works: aws sesv2 delete-suppressed-destination --email-address ${EmailAddress}`,
        { isMild: true },
      );
    }
    return "keeps bounced and complaining addresses, not the sender";
  },
};
