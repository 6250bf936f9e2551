import { LambdaClient } from "@aws-sdk/client-lambda";
import { describe, expect, test } from "vitest";
import { lambdaDecisions } from "../../../src/aws/lambda.ts";
import type { Decision } from "../../../src/domain/user.ts";
import { Deadline, DeadlinePassed } from "../../../src/domain/deadline.ts";
import { NOW, ample, passed } from "../../../testkit/fakes.ts";
import { type Answer, awsApi, clientConfig, everythingOf, failureOf } from "../../../testkit/aws/aws-api.ts";

const CALLBACK_ID = "Y2FsbGJhY2s/+w==";
const PATH = `/2025-12-01/durable-execution-callbacks/${encodeURIComponent(CALLBACK_ID)}`;
const verified: Decision = { outcome: "verified", source: "email", at: NOW.toISOString() };
const rejected: Decision = { outcome: "rejected", source: "slack", by: "U0ADMIN", at: NOW.toISOString() };

async function asked(decide: (decisions: ReturnType<typeof lambdaDecisions>) => Promise<boolean>) {
  await using api = await awsApi();
  expect(await decide(lambdaDecisions(new LambdaClient(api.config)))).toBe(true);
  expect(api.calls).toHaveLength(1);
  return api.calls.map(({ path, body }) => ({ path, body: JSON.parse(body) as unknown }))[0];
}

describe("a decision that comes first", () => {
  test("to verify completes the callback with it", async () => {
    expect(await asked((decisions) => decisions.deliver(CALLBACK_ID, verified, ample()))).toEqual({
      path: `${PATH}/succeed`,
      body: verified,
    });
  });

  test("to reject fails the callback with the reason, and with the decision as data", async () => {
    const decision = { ...rejected, comment: "left the company" };
    expect(await asked((decisions) => decisions.deliver(CALLBACK_ID, decision, ample()))).toEqual({
      path: `${PATH}/fail`,
      body: {
        ErrorType: "OnboardingRejected",
        ErrorMessage: "left the company",
        ErrorData: JSON.stringify(decision),
      },
    });
  });

  test("to reject without a reason says what happened", async () => {
    expect(await asked((decisions) => decisions.deliver(CALLBACK_ID, rejected, ample()))).toMatchObject({
      body: { ErrorMessage: "The onboarding was rejected.", ErrorData: JSON.stringify(rejected) },
    });
  });

  test.each([
    ["withdrawn", "OnboardingWithdrawn", "The requester withdrew the onboarding."],
    ["cancelled", "OnboardingCancelled", "An approver cancelled the onboarding."],
  ] as const)("of an onboarding that is %s fails the callback as no rejection", async (outcome, type, message) => {
    const decision = { ...rejected, outcome };
    expect(await asked((decisions) => decisions.deliver(CALLBACK_ID, decision, ample()))).toEqual({
      path: `${PATH}/fail`,
      body: { ErrorType: type, ErrorMessage: message, ErrorData: JSON.stringify(decision) },
    });
  });

  test("to give up fails the callback under the failure's name", async () => {
    const failure = { name: "OnboardingUndeliverable", message: "Nobody could be told." };
    expect(await asked((decisions) => decisions.giveUp(CALLBACK_ID, failure))).toEqual({
      path: `${PATH}/fail`,
      body: { ErrorType: "OnboardingUndeliverable", ErrorMessage: "Nobody could be told." },
    });
  });
});

test("A decision that comes second is told so", async () => {
  await using api = await awsApi(() => ({ type: "CallbackTimeoutException", body: { Message: "closed" } }));
  const decisions = lambdaDecisions(new LambdaClient(api.config));
  expect(await decisions.deliver(CALLBACK_ID, verified, ample())).toBe(false);
  expect(await decisions.deliver(CALLBACK_ID, rejected, ample())).toBe(false);
  expect(await decisions.giveUp(CALLBACK_ID, { name: "OnboardingUndeliverable", message: "" })).toBe(false);
});

describe("when Lambda fails", () => {
  test.each<[string, Answer]>([
    ["InvalidParameterValueException", { type: "InvalidParameterValueException" }],
    ["ResourceNotFoundException", { status: 404, type: "ResourceNotFoundException" }],
    ["AccessDeniedException", { status: 403, type: "AccessDeniedException" }],
    ["TooManyRequestsException", { status: 429, type: "TooManyRequestsException" }],
    ["ServiceException", { status: 500, type: "ServiceException" }],
  ])("%s goes up by its name, without the callback ID", async (name, answer) => {
    await using api = await awsApi(({ path }) => ({ ...answer, body: { Message: `No ${CALLBACK_ID} at ${path}` } }));
    const error = await failureOf(
      lambdaDecisions(new LambdaClient(api.config)).deliver(CALLBACK_ID, verified, ample()),
    );
    expect(error.name).toBe(name);
    expect(everythingOf(error)).not.toContain(CALLBACK_ID);
    expect(everythingOf(error)).not.toContain(encodeURIComponent(CALLBACK_ID));
  });

  test("a network that is down goes up by its code", async () => {
    const decisions = lambdaDecisions(new LambdaClient(clientConfig("http://127.0.0.1:9")));
    const error = await failureOf(decisions.deliver(CALLBACK_ID, rejected, ample()));
    expect(error).toMatchObject({
      name: "ECONNREFUSED",
      message: "The call to Lambda's callbacks failed: ECONNREFUSED.",
    });
  });
});

describe("a person's deadline", () => {
  test("that has passed lets nothing be sent", async () => {
    await using api = await awsApi();
    const decisions = lambdaDecisions(new LambdaClient(api.config));
    await expect(decisions.deliver(CALLBACK_ID, verified, passed())).rejects.toBeInstanceOf(DeadlinePassed);
    await expect(decisions.deliver(CALLBACK_ID, rejected, passed())).rejects.toBeInstanceOf(DeadlinePassed);
    expect(api.calls).toEqual([]);
  });

  test("is looked at before every attempt: one that failed is not made again after it", async () => {
    let now = NOW.getTime();
    await using api = await awsApi(() => {
      now += 3_000; // the machine slept, and no timer has run
      return { status: 500, type: "ServiceException" };
    });
    using deadline = new Deadline(2_300, () => new Date(now));
    const decisions = lambdaDecisions(new LambdaClient({ ...api.config, maxAttempts: 3 }));
    await expect(decisions.deliver(CALLBACK_ID, verified, deadline)).rejects.toBeInstanceOf(DeadlinePassed);
    expect([api.calls.length, deadline.delivery]).toEqual([1, "sent"]);
  });

  test("cuts off what is on its way", async () => {
    await using api = await awsApi(() => undefined);
    using deadline = new Deadline(50, () => NOW);
    const decisions = lambdaDecisions(new LambdaClient(api.config));
    expect((await failureOf(decisions.deliver(CALLBACK_ID, verified, deadline))).name).toBe("AbortError");
    expect(deadline.delivery).toBe("sent");
  });

  test("knows what counted, and what did not", async () => {
    await using api = await awsApi(() => (api.calls.length > 1 ? { type: "CallbackTimeoutException" } : {}));
    const decisions = lambdaDecisions(new LambdaClient(api.config));
    const [first, second] = [ample(), ample()];
    await decisions.deliver(CALLBACK_ID, verified, first);
    await decisions.deliver(CALLBACK_ID, verified, second);
    expect([first.delivery, second.delivery]).toEqual(["counted", "sent"]);
  });
});
