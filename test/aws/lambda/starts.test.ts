import { LambdaClient } from "@aws-sdk/client-lambda";
import { describe, expect, test } from "vitest";
import { lambdaStarts } from "../../../src/aws/lambda.ts";
import type { OnboardingRequest, User } from "../../../src/domain/user.ts";
import { DeadlinePassed } from "../../../src/domain/deadline.ts";
import { NOW, ample, passed, pendingUser } from "../../../testkit/fakes.ts";
import { type Answer, awsApi, everythingOf, failureOf } from "../../../testkit/aws/aws-api.ts";

const ARN = "arn:aws:lambda:us-east-1:000000000000:function:durable-onboarding:live";
const ada: OnboardingRequest = { userId: "u-ada", email: "ada@example.com", name: "Ada Lovelace" };

interface Lambda {
  answer?: Answer;
  now?: Date;
  arn?: string;
}

/** Lambda answering a start as told. */
async function lambda({ answer = { status: 202 }, now = NOW, arn = ARN }: Lambda = {}) {
  const api = await awsApi(() => answer);
  return {
    started: api.calls,
    starts: lambdaStarts(new LambdaClient(api.config), arn, () => now),
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  };
}

async function nameOf(request: OnboardingRequest, previous?: User, now = NOW, arn = ARN) {
  await using it = await lambda({ now, arn });
  await it.starts.start(request, previous, ample());
  return String(it.started[0]?.headers["x-amz-durable-execution-name"]);
}

describe("a start", () => {
  test("invokes the alias asynchronously with the wire contract's input", async () => {
    await using it = await lambda();
    expect(await it.starts.start({ ...ada, requestedBy: "U0ADMIN", note: "Desk 4" }, undefined, ample())).toBe(
      "started",
    );
    expect(it.started).toMatchObject([
      {
        path: `/2015-03-31/functions/${encodeURIComponent(ARN)}/invocations`,
        headers: { "x-amz-invocation-type": "Event" },
        body: '{"user_id":"u-ada","email":"ada@example.com","name":"Ada Lovelace","requested_by":"U0ADMIN","note":"Desk 4"}',
      },
    ]);
  });

  test("by nobody in particular leaves the requester out", async () => {
    await using it = await lambda();
    await it.starts.start({ ...ada, requestedBy: undefined }, undefined, ample());
    expect(it.started[0]?.body).toBe('{"user_id":"u-ada","email":"ada@example.com","name":"Ada Lovelace"}');
  });

  test("is told of an execution that was started otherwise", async () => {
    await using it = await lambda({ answer: { status: 409, type: "DurableExecutionAlreadyStartedException" } });
    expect(await it.starts.start(ada, undefined, ample())).toBe("other-request-running");
  });
});

describe("the execution's name", () => {
  const rejected = pendingUser({ status: "REJECTED", execution: "arn:…/durable-execution/name/1111" });

  test("is one that Lambda takes, and does not show the user ID", async () => {
    const name = await nameOf(ada);
    expect(name).toMatch(/^onboarding-[0-9a-f]{53}$/u);
    expect(name).toHaveLength(64);
  });

  test("is the same for every start of a minute after the same past", async () => {
    expect(await nameOf(ada)).toBe(await nameOf({ ...ada, name: "Augusta Ada King" }));
    expect(await nameOf(ada, rejected)).toBe(await nameOf(ada, { ...rejected, status: "EXPIRED" }));
  });

  test("is another one for another user and after each onboarding", async () => {
    const names = await Promise.all([
      nameOf(ada),
      nameOf({ ...ada, userId: "u-bob" }),
      nameOf({ ...ada, userId: "u-ada1111" }), // and not Ada's after 1111
      nameOf(ada, rejected),
      nameOf(ada, { ...rejected, execution: "arn:…/durable-execution/name/2222" }),
    ]);
    expect(new Set(names).size).toBe(names.length);
  });

  test("is another one for another function: names are unique in an account and region", async () => {
    const other = ARN.replace("durable-onboarding", "durable-onboarding-prod");
    expect(await nameOf(ada, undefined, NOW, other)).not.toBe(await nameOf(ada));
  });

  test("is another one a minute later, for an execution may have ended without leaving a profile", async () => {
    const at = (seconds: number) => nameOf(ada, undefined, new Date(NOW.getTime() + seconds * 1000));
    expect(await at(59)).toBe(await at(0));
    expect(await at(60)).not.toBe(await at(59));
  });
});

describe("when Lambda does not take it", () => {
  test("an error goes up by its name, and repeats nothing of the request", async () => {
    await using it = await lambda({ answer: { type: "InvalidRequestContentException", body: { Message: "ada@" } } });
    const error = await failureOf(it.starts.start(ada, undefined, ample()));
    expect(error).toMatchObject({
      name: "InvalidRequestContentException",
      message: "The call to Lambda's Invoke failed: InvalidRequestContentException.",
    });
    expect(everythingOf(error)).not.toMatch(/u-ada|ada@|lovelace/iu);
  });

  test("any status but 202 is an error", async () => {
    await using it = await lambda({ answer: { status: 200 } });
    await expect(it.starts.start(ada, undefined, ample())).rejects.toThrow("status 200");
  });
});

test("nothing is started after a person's deadline", async () => {
  await using it = await lambda();
  await expect(it.starts.start(ada, undefined, passed())).rejects.toBeInstanceOf(DeadlinePassed);
  expect(it.started).toEqual([]);
});
