import {
  GetDurableExecutionCommand,
  type GetDurableExecutionCommandOutput,
  InvokeCommand,
  type LambdaClient,
} from "@aws-sdk/client-lambda";
import { randomUUID } from "node:crypto";
import { allowed, type Check, Problem } from "../check.ts";

/** What src/workflow/self-check.ts answers. */
interface Report {
  checks: { check: string; ok: boolean; error?: string }[];
}

const LOOKS = 90;
const ENDED = new Set(["SUCCEEDED", "FAILED", "TIMED_OUT", "STOPPED"]);
const LOGS = "Read the function's log: docs/operations.md has the command.";

/**
 * Starts a self-check of the durable function, and waits for it to end. It is started asynchronously, because Lambda answers
 * synchronously only for executions of up to 15 minutes. https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking.html
 */
export const dryRun: Check = {
  name: "dry run",
  needs: ["function"],
  async look({ lambda, pause }, { outputs, tried: results }) {
    const { DurableExecutionArn: arn } = await allowed(
      "The function",
      "lambda:InvokeFunction",
      lambda.send(
        new InvokeCommand({
          FunctionName: outputs["OnboardFunction"],
          InvocationType: "Event",
          DurableExecutionName: `self-check-${randomUUID()}`,
          Payload: JSON.stringify({ self_check: true }),
        }),
      ),
    );
    if (!arn) {
      throw new Problem("Lambda started it without naming its execution.", "Deploy again: npm run deploy.");
    }
    const { Status, Result, Error: error } = await ended(lambda, arn, pause);
    if (Status !== "SUCCEEDED") {
      const why = error ? ` with ${error.ErrorType}` : "";
      throw new Problem(
        `The execution ended as ${Status}${why}. Onboardings will, too.`,
        `The role may lack permissions on its own executions: deploy again. ${LOGS}`,
      );
    }
    const { checks }: Report = JSON.parse(Result ?? "{}");
    for (const { check, error: name } of checks) {
      results.set(check, name);
    }
    return "an execution started, slept, woke and ended";
  },
};

async function ended(client: LambdaClient, arn: string, pause: () => Promise<unknown>) {
  let execution: GetDurableExecutionCommandOutput | undefined;
  for (let looks = 0; looks < LOOKS; looks += 1) {
    execution = await allowed(
      "The execution",
      "lambda:GetDurableExecution, and kms:Decrypt where customerManagedKey is on",
      client.send(new GetDurableExecutionCommand({ DurableExecutionArn: arn })),
    );
    if (ENDED.has(execution.Status ?? "")) {
      return execution;
    }
    await pause();
  }
  throw new Problem(
    `The execution has not ended within ${LOOKS} seconds: it is ${execution?.Status}.`,
    `Lambda may have no room for it (see concurrency), or it cannot wake. ${LOGS}`,
  );
}

const SENDER = "Verify the sender, or correct it in the settings and deploy.";
const PAUSED = "AWS has paused sending; the SES console says why.";
const SLACKS_SECRET = 'Fill it in: docs/deploy.md, "Fill in the secret".';
const LINKS = 'Put a generated one in: docs/operations.md, "Rotating secrets".';
const DENIED =
  "The function's role is not allowed to. Deploy this version (npm run deploy). If it stays so, a policy of your organisation, of a key or of the resource denies it.";

/** What the dry run tries: the check's name, what to say when it works and when it fails, and the fix for each error by its name. */
const TRIED: [check: string, name: string, works: string, fails: string, fixes: Record<string, string>][] = [
  [
    "email",
    "sending email",
    "SES took an email for its mailbox simulator",
    "No email goes out",
    {
      AccessDeniedException:
        "The function's role is not allowed to send it: SES asks for ses:SendEmail, and ses:ApplyTrackingConfigurationOverrides for an email without tracking. Deploy this version (npm run deploy). If it stays so, a policy of your organisation denies it.",
      AccountSuspendedException: PAUSED,
      SendingPausedException: PAUSED,
      MailFromDomainNotVerifiedException: SENDER,
      MessageRejected: SENDER,
      Throttled: "SES's quota is used up for now. Run this again later, or ask AWS for more.",
    },
  ],
  [
    "links",
    "signing links",
    "a link was signed",
    "No link can be signed",
    { LinkSecretTooShort: LINKS, SecretNotFilledIn: LINKS },
  ],
  [
    "slack",
    "reaching Slack",
    "Slack takes the function's token",
    "No card is posted",
    {
      SecretNotFilledIn: SLACKS_SECRET,
      slack_invalid_auth: SLACKS_SECRET,
      slack_token_revoked: SLACKS_SECRET,
      slack_account_inactive: SLACKS_SECRET,
      SlackUnavailable: "Slack did not answer. Run this again.",
    },
  ],
  ["table", "using the table", "profiles can be read and written", "No profile can be written", {}],
  ["callback", "giving up", "a callback can be failed", "An onboarding that reaches nobody cannot give up", {}],
];

/** One check for each thing that the dry run tried. */
export const tried: Check[] = TRIED.map(([check, name, works, fails, fixes]) => ({
  name,
  needs: ["dry run"],
  look(_instruments, { tried: results }) {
    if (!results.has(check)) {
      throw new Problem(
        "The dry run did not try it: another version is deployed.",
        "Deploy this version: npm run deploy.",
      );
    }
    const error = results.get(check);
    if (error) {
      throw new Problem(`${fails}: ${error}.`, fixes[error] ?? (error === "AccessDeniedException" ? DENIED : LOGS));
    }
    return works;
  },
}));
