import { describe, expect, test } from "vitest";
import { receiver, sent } from "../../../testkit/slack/receiver.ts";
import { NOW } from "../../../testkit/fakes.ts";
import { command } from "../../../testkit/slack/requests.ts";

const seconds = (offset: number) => new Date(NOW.getTime() + offset * 1000);

describe("a request that comes again", () => {
  const REPLAYED = 'warn Slack request refused {"status":401,"reason":"replayed"}';
  const request = sent(command("list"));

  test("is refused and tells nothing, once it was carried out", async () => {
    const { send, lines } = receiver((ack) => ack({ text: "who waits" }));
    await send(request);
    expect(await send(request)).toEqual({ statusCode: 401, body: "" });
    expect(lines).toEqual([REPLAYED]);
  });

  test("is refused while the first is under way", async () => {
    const { send } = receiver();
    const both = await Promise.all([send(request), send(request)]);
    expect(both.map(({ statusCode }) => statusCode)).toEqual([200, 401]);
  });

  test("is taken again after trouble of our own, and after a forgery", async () => {
    let isDown = true;
    const { send } = receiver((ack) => (isDown ? Promise.reject(new Error("down")) : ack()));
    const forged = { ...request, body: sent(command("help")).body };
    expect([await send(forged), await send(request)]).toMatchObject([{ statusCode: 401 }, { statusCode: 500 }]);
    isDown = false;
    expect(await send(request)).toMatchObject({ statusCode: 200 });
  });

  test("is another one when Slack has signed it anew", async () => {
    const { send } = receiver();
    await send(request);
    expect(await send(sent(command("list"), { at: seconds(1) }))).toMatchObject({ statusCode: 200 });
  });
});
