import { describe, expect, test } from "vitest";
import { receiver, sent } from "../../../testkit/slack/receiver.ts";
import { PermanentFailure } from "../../../src/domain/failures.ts";
import { deadlineOf } from "../../../src/slack/receiver.ts";
import { command, press } from "../../../testkit/slack/requests.ts";
import { fixedSecret } from "../../../testkit/slack/service.ts";

describe("trouble of our own", () => {
  const failing = (error: Error) =>
    receiver(async (ack) => {
      await ack();
      throw error;
    });

  test("is a 500, of which Slack warns the person, and a line with the error's name", async () => {
    const { send, lines } = failing(new TypeError("ada@example.com"));
    expect(await send(sent(command("help")))).toEqual({ statusCode: 500, body: "" });
    expect(lines).toEqual(['error Slack request failed {"status":500,"reason":"TypeError"}']);
  });

  test("says what an operator has to fix", async () => {
    const current = () => Promise.reject(new PermanentFailure("SecretNotFilledIn", "Fill it in."));
    const { send, lines } = receiver(undefined, { ...fixedSecret, current });
    expect(await send(sent(command("help")))).toMatchObject({ statusCode: 500 });
    expect(lines).toEqual(['error Slack request failed {"status":500,"reason":"SecretNotFilledIn: Fill it in."}']);
  });

  test("after a decision or a start has counted is none: a warning would say that it did not", async () => {
    const { send, lines } = receiver(async (ack, context) => {
      await ack();
      const deadline = deadlineOf(context);
      deadline.beforeSending();
      deadline.accepted();
      throw new Error("Slack took no answer.");
    });
    expect(await send(sent(press("verify")))).toEqual({ statusCode: 200, body: "" });
    expect(lines).toEqual(['warn Slack answer not delivered {"reason":"Error"}']);
  });

  test("after something was sent that nobody has answered is a 500", async () => {
    const { send } = receiver(async (ack, context) => {
      await ack();
      deadlineOf(context).beforeSending();
      throw new Error("down");
    });
    expect(await send(sent(press("verify")))).toMatchObject({ statusCode: 500 });
  });
});

test("a listener without a deadline is a mistake", () => {
  expect(() => deadlineOf({})).toThrow("gives each request a deadline");
});
