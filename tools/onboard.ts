import { GetDurableExecutionHistoryCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { setTimeout as pause } from "node:timers/promises";
import { InvalidRequest } from "../src/domain/failures.ts";
import { requestJson, requestOf } from "../src/domain/request.ts";
import { userIdOf } from "../src/domain/start.ts";
import type { OnboardingRequest } from "../src/domain/user.ts";
import { LOCAL } from "../local/address.ts";
import { BadOption, faultOfOption, optionsGiven } from "./command-line.ts";
import { CREDENTIALS } from "../local/credentials.ts";

const USAGE = `Starts one onboarding.

  npm run onboard -- --email ada@example.com --name "Ada Lovelace"
    [--user-id ada] [--requested-by U012AB3CD] [--note "Starts on Monday"] [--locale ja] [--function ARN]

It goes where AWS_ENDPOINT_URL_LAMBDA points (http://127.0.0.1:3001 with \`npm start\`), or to AWS with your profile;
there, --function is the alias's ARN, which the deployment prints.`;

const OPTIONS = {
  email: { type: "string" },
  name: { type: "string" },
  "user-id": { type: "string" },
  "requested-by": { type: "string" },
  note: { type: "string" },
  locale: { type: "string" },
  function: { type: "string", default: `${LOCAL.functionName}:live` },
  help: { type: "boolean", default: false },
} as const;

// AWS answers 15 histories a second for a whole account.
const POLL_MILLISECONDS = 500;
const LONGEST_WAIT_MILLISECONDS = 10_000;

const asked = optionsGiven("npm run onboard", USAGE, OPTIONS);
if (asked) {
  try {
    process.exitCode = await start(asked);
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}

/** Starts the onboarding that was asked for and says what became of it; gives the exit status. */
async function start(values: NonNullable<typeof asked>): Promise<number> {
  const request = requestFrom(values);
  const lambda = new LambdaClient(isLocal() ? { region: LOCAL.region, credentials: CREDENTIALS } : {});
  const { DurableExecutionArn } = await lambda.send(
    new InvokeCommand({
      FunctionName: values.function,
      InvocationType: "Event",
      Payload: requestJson(request),
    }),
  );
  const local = isLocal() ? ` --endpoint-url ${process.env["AWS_ENDPOINT_URL_LAMBDA"]} --region ${LOCAL.region}` : "";
  const { refusal, isPending } = await outcomeOf(lambda, DurableExecutionArn);
  if (refusal) {
    console.error(refusal);
    return 1;
  }
  console.log(`Started: ${request.userId} ${isPending ? "is pending now" : "was accepted, but has no profile yet"}.

An email with a link is on its way to ${request.email}, and a card to the Slack channel. The execution sleeps until the
link's button is pressed or an admin decides. Its history:

  aws lambda get-durable-execution-history${local} --durable-execution-arn ${DurableExecutionArn}`);
  return 0;
}

/** The onboarding that the options ask for; throws BadOption with a sentence for each that is wrong. */
function requestFrom(values: Record<string, string | boolean | undefined>): OnboardingRequest {
  const value = (option: string) => (typeof values[option] === "string" ? values[option] : undefined);
  const [email, name, note, locale] = ["email", "name", "note", "locale"].map(value);
  try {
    const userId = value("user-id") ?? userIdOf(email ?? "");
    return requestOf({ userId, email, name, requestedBy: value("requested-by"), note, locale });
  } catch (error) {
    if (!(error instanceof InvalidRequest)) {
      throw error;
    }
    const sentences = Object.entries(error.faults).map(([field, fault]) => {
      const option = field.replaceAll("_", "-");
      return faultOfOption(option, value(option), fault);
    });
    throw new BadOption(sentences.join("\n"));
  }
}

/** Waits until the profile exists or the execution has ended, with the reason; for at most 10 s. */
async function outcomeOf(lambda: LambdaClient, arn: string | undefined) {
  for (let waited = 0; waited < LONGEST_WAIT_MILLISECONDS; waited += POLL_MILLISECONDS) {
    const { Events = [] } = await lambda.send(
      new GetDurableExecutionHistoryCommand({ DurableExecutionArn: arn, IncludeExecutionData: true }),
    );
    const failure = Events.find((event) => event.EventType === "ExecutionFailed")?.ExecutionFailedDetails?.Error;
    if (failure) {
      return { refusal: `${failure.Payload?.ErrorType}: ${failure.Payload?.ErrorMessage}`, isPending: false };
    }
    const step = Events.find((event) => event.EventType === "StepSucceeded" && event.Name === "create-user-profile");
    // A refusal is this step's result too; the execution fails with it a moment later.
    if (step && !step.StepSucceededDetails?.Result?.Payload?.startsWith('{"refusal"')) {
      return { refusal: undefined, isPending: true };
    }
    await pause(POLL_MILLISECONDS);
  }
  return { refusal: undefined, isPending: false };
}

function isLocal(): boolean {
  const { AWS_ENDPOINT_URL_LAMBDA: given } = process.env;
  const hostname = given && new URL(given).hostname;
  return hostname === "127.0.0.1" || hostname === "localhost";
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const code = "code" in error ? String(error.code) : "";
  if (error instanceof BadOption) {
    return `${error.message}\n\n${USAGE}`;
  }
  if (code === "ERR_INVALID_URL") {
    const { AWS_ENDPOINT_URL_LAMBDA: given } = process.env;
    return `AWS_ENDPOINT_URL_LAMBDA is "${given}"; it takes an address like http://127.0.0.1:3001.`;
  }
  if (code === "ECONNREFUSED") {
    return "Nothing answers at AWS_ENDPOINT_URL_LAMBDA. Is the local stack running? Start it with: npm start";
  }
  if (error.name === "ResourceNotFoundException") {
    return `${error.message}. Name the alias with --function; the deployment prints its ARN.`;
  }
  const isNowhere = error.message.includes("Region is missing");
  if (isNowhere || error.name === "CredentialsProviderError") {
    const why = isNowhere ? "No AWS Region is set. Choose a profile (AWS_PROFILE), or set AWS_REGION." : error.message;
    return `${why}\nTo reach the local stack: AWS_ENDPOINT_URL_LAMBDA=http://127.0.0.1:3001 npm run onboard -- …`;
  }
  return error.message;
}
