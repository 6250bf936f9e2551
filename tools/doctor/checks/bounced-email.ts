import { InvokeCommand } from "@aws-sdk/client-lambda";
import { randomUUID } from "node:crypto";
import { documents } from "../../../src/aws/client.ts";
import { dynamoUsers } from "../../../src/aws/dynamo/users.ts";
import { lambdaDecisions } from "../../../src/aws/lambda.ts";
import { Deadline } from "../../../src/domain/deadline.ts";
import type { User } from "../../../src/domain/user.ts";
import { allowed, type Check, type Instruments, type Known, Problem } from "../check.ts";

/** SES's simulator answers within seconds, but SES publishes events at best effort. */
const LIMIT_SECONDS = 120;
const WITHIN_MILLISECONDS = 10_000;
const WHY = "A test of email by npm run doctor.";
const NOTE = `${WHY} It is withdrawn within minutes: nothing to do.`;

/**
 * Starts an onboarding of an address that bounces, with a unique label.
 * https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator
 */
const testOnboarding: Check = {
  name: "test onboarding",
  needs: ["function"],
  async look(instruments, known) {
    const label = randomUUID();
    const userId = `doctor-${label}`;
    const request = {
      user_id: userId,
      email: `bounce+${label}@simulator.amazonses.com`,
      name: "Doctor Test",
      note: NOTE,
    };
    known.testUser = userId;
    await profileOf(instruments, known); // before anything is started that could not be followed
    await allowed(
      "The function",
      "lambda:InvokeFunction",
      instruments.lambda.send(
        new InvokeCommand({
          FunctionName: known.outputs["OnboardFunction"],
          InvocationType: "Event",
          DurableExecutionName: userId,
          Payload: JSON.stringify(request),
        }),
      ),
    );
    const user = await waitFor(instruments, known, (found) => found !== undefined);
    if (!user) {
      throw new Problem(
        `Lambda took the start of ${userId}, but no profile appeared within ${LIMIT_SECONDS} seconds.`,
        `Its history says why: docs/operations.md, "Find it". Then end it: /onboard cancel ${request.email}`,
      );
    }
    return `${request.email} is being onboarded`;
  },
};

/** Follows the report of the bounce from SES through EventBridge, the function for mail events and the letterbox to the profile. */
const bounce: Check = {
  name: "bounced email",
  needs: ["test onboarding"],
  async look(instruments, known) {
    const user = await waitFor(instruments, known, (found) => found?.mail !== undefined || isRefused(found));
    if (isRefused(user)) {
      throw new Problem("SES refused the email.", "Fix what the dry run says about sending email.");
    }
    if (user?.mail?.state !== "bounced") {
      throw new Problem(
        `SES took the email, but no report of its bounce arrived within ${LIMIT_SECONDS} seconds.`,
        'A card would not say that an email bounced. Read the log of the function MailEvents (logs MailEventsLogs) and look into the queue LostMailEvents: docs/operations.md, "Report on an email again". If both are empty, deploy again: the configuration set or its rule was changed.',
      );
    }
    return `the report of its bounce reached the onboarding: ${user.mail.reason}`;
  },
};

const withdrawal: Check = {
  name: "withdrawal",
  needs: ["test onboarding"],
  async look(instruments, known) {
    const { lambda, now } = instruments;
    const user = await profileOf(instruments, known);
    const byHand = `End it: /onboard cancel ${user?.email ?? known.testUser}`;
    if (user?.status === "PENDING_EMAIL_VERIFICATION") {
      using deadline = new Deadline(WITHIN_MILLISECONDS, now);
      await allowed(
        `${user.userId} is still pending, and its callback`,
        `lambda:SendDurableExecutionCallbackFailure. ${byHand}`,
        lambdaDecisions(lambda).deliver(
          user.callbackId,
          { outcome: "withdrawn", source: "slack", comment: WHY, at: now().toISOString() },
          deadline,
        ),
      );
    }
    const ended = await waitFor(instruments, known, (found) => found?.status !== "PENDING_EMAIL_VERIFICATION");
    if (ended?.status !== "CANCELLED") {
      throw new Problem(`The test onboarding should be CANCELLED, but is ${ended?.status ?? "missing"}.`, byHand);
    }
    return "the test onboarding is withdrawn";
  },
};

/** Sends one email to a mailbox that bounces, follows the report of it, and withdraws the onboarding. */
export const BOUNCED_EMAIL = [testOnboarding, bounce, withdrawal];

function isRefused(user: User | undefined): boolean {
  return user?.undelivered?.includes("verification-email") ?? false;
}

/** The test's profile as soon as it is as wanted, or else as last read. */
async function waitFor(
  instruments: Instruments,
  known: Known,
  isWanted: (user: User | undefined) => boolean,
): Promise<User | undefined> {
  const { now, pause } = instruments;
  const end = now().getTime() + LIMIT_SECONDS * 1000;
  let user = await profileOf(instruments, known);
  while (!isWanted(user) && now().getTime() < end) {
    await pause();
    user = await profileOf(instruments, known);
  }
  return user;
}

function profileOf({ dynamo, now }: Instruments, { outputs, testUser = "" }: Known): Promise<User | undefined> {
  const users = dynamoUsers(documents(dynamo), outputs["ProfileTable"] ?? "", { now });
  return allowed("The profile", "dynamodb:GetItem", users.find(testUser));
}
