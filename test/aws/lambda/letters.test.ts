import { LambdaClient } from "@aws-sdk/client-lambda";
import { expect, test } from "vitest";
import { lambdaLetters } from "../../../src/aws/lambda.ts";
import type { Letter } from "../../../src/domain/letters.ts";
import { DeadlinePassed } from "../../../src/domain/deadline.ts";
import { NOW, ample, passed } from "../../../testkit/fakes.ts";
import { awsApi, everythingOf, failureOf } from "../../../testkit/aws/aws-api.ts";

const LETTERBOX = "bGV0dGVyYm94/+w==";
const letter: Letter = { id: "one", kind: "nudge", by: "U0REQUESTER", at: NOW.toISOString() };

test("a letter completes the letterbox's callback with it", async () => {
  await using api = await awsApi();
  expect(await lambdaLetters(new LambdaClient(api.config)).send(LETTERBOX, letter, ample())).toBe(true);
  expect(api.calls.map(({ path, body }) => [path, JSON.parse(body)])).toEqual([
    [`/2025-12-01/durable-execution-callbacks/${encodeURIComponent(LETTERBOX)}/succeed`, letter],
  ]);
});

test("a letter that comes second is told so", async () => {
  await using api = await awsApi(() => ({ type: "CallbackTimeoutException", body: { Message: "closed" } }));
  expect(await lambdaLetters(new LambdaClient(api.config)).send(LETTERBOX, letter, ample())).toBe(false);
});

test("a letter after its deadline is not sent", async () => {
  await using api = await awsApi();
  const letters = lambdaLetters(new LambdaClient(api.config));
  await expect(letters.send(LETTERBOX, letter, passed())).rejects.toBeInstanceOf(DeadlinePassed);
  expect(api.calls).toEqual([]);
});

test("a failure goes up by its name, without the letterbox's ID", async () => {
  await using api = await awsApi(({ path }) => ({
    status: 403,
    type: "AccessDeniedException",
    body: { Message: path },
  }));
  const error = await failureOf(lambdaLetters(new LambdaClient(api.config)).send(LETTERBOX, letter, ample()));
  expect(error.name).toBe("AccessDeniedException");
  expect(everythingOf(error)).not.toContain(encodeURIComponent(LETTERBOX));
});
