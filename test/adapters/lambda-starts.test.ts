import { LambdaClient } from "@aws-sdk/client-lambda";
import { describe, expect, test } from "vitest";
import { lambdaStarts } from "../../src/adapters/lambda-starts.ts";
import type { OnboardingRequest, User } from "../../src/domain/user.ts";
import { pendingUser } from "../fakes.ts";
import { type Answer, awsApi, everythingOf, failureOf } from "./aws-api.ts";

const ARN = "arn:aws:lambda:us-east-1:000000000000:function:durable-onboarding:live";
const ada: OnboardingRequest = { userId: "u-ada", email: "ada@example.com", name: "Ada Lovelace" };

/** Lambda with these ended executions, ARNs by name; a start is answered as told, and `started` keeps what was asked. */
async function lambda({
  ended = {},
  answer = { status: 202 },
}: { ended?: Record<string, string>; answer?: Answer } = {}) {
  const api = await awsApi(({ path }) => {
    if (!path.includes("/durable-executions")) {
      return answer;
    }
    const name = new URL(path, "http://lambda").searchParams.get("DurableExecutionName") ?? "";
    const DurableExecutions = name in ended ? [{ DurableExecutionArn: ended[name] }] : [];
    return { body: { DurableExecutions } };
  });
  return {
    api,
    starts: lambdaStarts(new LambdaClient(api.config), ARN),
    get started() {
      return api.calls.filter(({ path }) => path.endsWith("/invocations"));
    },
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  };
}

async function nameOf(request: OnboardingRequest, previous?: User, ended: Record<string, string> = {}) {
  await using it = await lambda({ ended });
  await it.starts.start(request, previous);
  return String(it.started[0]?.headers["x-amz-durable-execution-name"]);
}

describe("a start", () => {
  test("invokes the alias asynchronously with the wire contract's input", async () => {
    await using it = await lambda();
    expect(await it.starts.start({ ...ada, requestedBy: "U0ADMIN", note: "Desk 4" }, undefined)).toBe("started");
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
    await it.starts.start({ ...ada, requestedBy: undefined }, undefined);
    expect(it.started[0]?.body).toBe('{"user_id":"u-ada","email":"ada@example.com","name":"Ada Lovelace"}');
  });

  test("is told of an execution that was started otherwise", async () => {
    await using it = await lambda({ answer: { status: 409, type: "DurableExecutionAlreadyStartedException" } });
    expect(await it.starts.start(ada, undefined)).toBe("other-request-running");
  });
});

describe("the execution's name", () => {
  const rejected = pendingUser({ status: "REJECTED", execution: "arn:…/durable-execution/name/1111" });

  test("is one that Lambda takes, and does not show the user ID", async () => {
    const name = await nameOf(ada);
    expect(name).toMatch(/^onboarding-[0-9a-f]{53}$/u);
    expect(name).toHaveLength(64);
  });

  test("is the same for every start after the same past", async () => {
    expect(await nameOf(ada)).toBe(await nameOf({ ...ada, name: "Augusta Ada King" }));
    expect(await nameOf(ada, rejected)).toBe(await nameOf(ada, { ...rejected, status: "EXPIRED" }));
  });

  test("is another one for another user and after each onboarding", async () => {
    const names = await Promise.all([
      nameOf(ada),
      nameOf({ ...ada, userId: "u-bob" }),
      nameOf(ada, rejected),
      nameOf(ada, { ...rejected, execution: "arn:…/durable-execution/name/2222" }),
    ]);
    expect(new Set(names).size).toBe(names.length);
  });

  test("is another one after each execution that ended without leaving a profile", async () => {
    const first = await nameOf(ada);
    const second = await nameOf(ada, undefined, { [first]: "arn:…/durable-execution/name/3333" });
    const both = { [first]: "arn:…/durable-execution/name/3333", [second]: "arn:…/durable-execution/name/4444" };
    const third = await nameOf(ada, undefined, both);
    expect(new Set([first, second, third]).size).toBe(3);
    expect(await nameOf(ada, undefined, both)).toBe(third);
  });

  test("is looked for among all versions of the function, and only where executions ended", async () => {
    await using it = await lambda();
    await it.starts.start(ada, undefined);
    const { pathname, searchParams } = new URL(it.api.calls[0]?.path ?? "", "http://lambda");
    const name = "arn:aws:lambda:us-east-1:000000000000:function:durable-onboarding";
    expect(pathname).toBe(`/2025-12-01/functions/${encodeURIComponent(name)}/durable-executions`);
    expect(searchParams.getAll("Statuses")).toEqual(["SUCCEEDED", "FAILED", "TIMED_OUT", "STOPPED"]);
    expect(searchParams.has("Qualifier")).toBe(false);
  });
});

describe("when Lambda does not take it", () => {
  test("an error goes up by its name, and repeats nothing of the request", async () => {
    await using it = await lambda({ answer: { type: "InvalidRequestContentException", body: { Message: "ada@" } } });
    const error = await failureOf(it.starts.start(ada, undefined));
    expect(error.name).toBe("InvalidRequestContentException");
    expect(everythingOf(error)).not.toMatch(/u-ada|ada@|lovelace/iu);
  });

  test("any status but 202 is an error", async () => {
    await using it = await lambda({ answer: { status: 200 } });
    await expect(it.starts.start(ada, undefined)).rejects.toThrow("status 200");
  });
});
