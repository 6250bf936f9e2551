import { expect, test } from "vitest";
import { clientOf } from "../running.ts";
import { CARD, FORM } from "../samples.ts";
import { boltApp, socketSlack } from "./app.ts";

// Slack's own client is the judge here: @slack/socket-mode behind Bolt's SocketModeReceiver.

test.concurrent("commands, presses and events reach a Bolt app, and its answers come back", async ({
  onTestFinished,
}) => {
  const slack = await socketSlack(onTestFinished);
  const { heard } = await boltApp(slack, onTestFinished);
  const { ts = "" } = await clientOf(slack).chat.postMessage(CARD);
  const answers = [
    await slack.command({ user: "U0ADMIN", text: "a laptop" }),
    await slack.press({ user: "U0SECOND", ts, actionId: "verify" }),
    await slack.openHome("U0REQUESTER"),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(heard).toEqual(["command a laptop", "press by U0SECOND", "home of U0REQUESTER"]);
  expect(slack.ephemerals("U0ADMIN")).toMatchObject([{ text: "You asked for a laptop." }]);
});

test.concurrent("a modal's errors travel in the acknowledgement", async ({ onTestFinished }) => {
  const slack = await socketSlack(onTestFinished);
  const { app } = await boltApp(slack, onTestFinished);
  app.action("reject", async ({ ack, body }) => {
    await ack();
    await clientOf(slack).views.open({ trigger_id: "trigger_id" in body ? body.trigger_id : "", view: FORM });
  });
  const { ts = "" } = await clientOf(slack).chat.postMessage(CARD);
  await slack.press({ user: "U0ADMIN", ts, actionId: "reject" });
  await slack.until(() => slack.modal("U0ADMIN"));
  const answer = await slack.submit({ user: "U0ADMIN", values: { email: "ada@example.com" } });
  expect(answer.errors).toEqual({ email: "Not ada@example.com" });
});

test.concurrent.for(["warning", "refresh_requested", "link_disabled"] as const)(
  "after a %s the app connects again, and hears the rest",
  async (reason, { onTestFinished }) => {
    const slack = await socketSlack(onTestFinished);
    const { heard, client } = await boltApp(slack, onTestFinished);
    const { promise: again, resolve } = Promise.withResolvers<void>();
    client.on("connected", () => resolve());
    await slack.command({ user: "U0ADMIN", text: "before" });
    slack.disconnect(reason);
    await again;
    await slack.command({ user: "U0ADMIN", text: "after" });
    expect(heard).toEqual(["command before", "command after"]);
  },
);

test.concurrent("with two connections, nothing is lost while one is recycled", async ({ onTestFinished }) => {
  const slack = await socketSlack(onTestFinished);
  const [first, second] = [await boltApp(slack, onTestFinished), await boltApp(slack, onTestFinished)];
  expect(slack.connections()).toBe(2);
  const all: Promise<{ status: number | undefined }>[] = [];
  for (let round = 0; round < 10; round += 1) {
    if (round === 5) {
      slack.disconnect("warning");
    }
    all.push(slack.command({ user: "U0ADMIN", text: `number ${round}` }));
  }
  await Promise.all(all);
  const lost = Array.from({ length: 10 }, (_, round) => `command number ${round}`).filter(
    (one) => ![...first.heard, ...second.heard].includes(one),
  );
  expect(lost).toEqual([]);
  expect(Math.min(first.heard.length, second.heard.length)).toBeGreaterThan(0); // each takes its part
});

test.concurrent("an event that comes while the app is away is sent when it is back", async ({ onTestFinished }) => {
  const slack = await socketSlack(onTestFinished);
  const { app, heard, client } = await boltApp(slack, onTestFinished);
  const retries: unknown[] = [];
  client.on("slack_event", ({ retry_num, retry_reason }) => retries.push([retry_num, retry_reason]));
  slack.disconnect("refresh_requested");
  await slack.until(() => slack.connections() === 0);
  expect(await slack.openHome("U0ADMIN")).toMatchObject({
    status: undefined,
    problem: "The app has no Socket Mode connection.",
  });
  const { promise: again, resolve } = Promise.withResolvers<void>();
  app.event("app_home_opened", async () => resolve());
  await again;
  expect(heard).toEqual(["home of U0ADMIN"]);
  expect(retries).toEqual([[1, "timeout"]]);
});
