import { describe, expect, test } from "vitest";
import { running } from "../running.ts";
import { CHANNEL, section } from "../samples.ts";

test("a command arrives as Slack's form", async () => {
  const { slack, app } = await running();
  await slack.command({ user: "U0REQUESTER", text: " ada@example.com Ada <Lovelace> & Co " });
  expect(app.received[0]?.form).toEqual({
    token: expect.any(String),
    team_id: "T0LOCAL",
    team_domain: "local",
    channel_id: CHANNEL,
    channel_name: "user-approvals",
    user_id: "U0REQUESTER",
    user_name: "robin",
    command: "/request",
    text: "ada@example.com Ada &lt;Lovelace&gt; &amp; Co",
    api_app_id: "A0LOCAL",
    is_enterprise_install: "false",
    response_url: expect.stringContaining(slack.url),
    trigger_id: expect.any(String),
  });
});

test("it can be typed anywhere, also where the app is no member", async () => {
  const { slack, app } = await running();
  await slack.command({ user: "U0ADMIN", text: "list", channel: "C0GENERAL" });
  await slack.command({ user: "U0ADMIN", text: "list", channel: "D0ADMIN" });
  expect(app.received.map(({ form }) => form["channel_name"])).toEqual(["general", "directmessage"]);
});

describe("the app's answer is shown as Slack shows it", () => {
  test("text, privately", async () => {
    const { slack, app } = await running();
    app.reply = () => ({ body: "Started." });
    expect(await slack.command({ user: "U0ADMIN", text: "a" })).toMatchObject({ status: 200, body: "Started." });
    expect(slack.ephemerals("U0ADMIN")).toMatchObject([{ text: "Started.", user: "U0BOT" }]);
  });

  test("JSON, privately or for everyone", async () => {
    const { slack, app } = await running();
    app.reply = () => ({ body: JSON.stringify({ text: "a", blocks: [section("*a*")] }) });
    await slack.command({ user: "U0ADMIN", text: "a" });
    app.reply = () => ({ body: JSON.stringify({ text: "b", response_type: "in_channel" }) });
    await slack.command({ user: "U0ADMIN", text: "a" });
    expect(slack.ephemerals("U0ADMIN")).toMatchObject([{ text: "a", blocks: [section("*a*")] }]);
    expect(slack.messages()).toMatchObject([{ text: "b" }]);
  });

  test("nothing, where it is empty", async () => {
    const { slack } = await running();
    expect(await slack.command({ user: "U0ADMIN", text: "a" })).toMatchObject({ problem: undefined });
    expect(slack.ephemerals("U0ADMIN")).toEqual([]);
  });
});

describe("Slack itself tells the one who typed", () => {
  test.each([
    [
      "that the app answered badly",
      { status: 404 },
      "/request failed. The app answered with HTTP status 404; Slack would have shown an error.",
    ],
    [
      "that the answer can't be shown",
      { body: JSON.stringify({ blocks: [{ type: "nonsense" }] }) },
      "/request failed. The app's answer is nothing that Slack can show.",
    ],
    ["that the answer is broken", { body: "{" }, "/request failed. The app's answer is nothing that Slack can show."],
  ])("%s", async (_, reply, text) => {
    const { slack, app } = await running();
    app.reply = () => reply;
    await slack.command({ user: "U0ADMIN", text: "a" });
    expect(slack.ephemerals("U0ADMIN")).toMatchObject([{ text, user: "USLACKBOT" }]);
  });

  test("that there is no such command, and nothing is sent", async () => {
    const { slack, app } = await running();
    await slack.command({ user: "U0ADMIN", command: "/offboard", text: "a" });
    expect(app.received).toEqual([]);
    expect(slack.ephemerals("U0ADMIN")).toMatchObject([
      { text: expect.stringContaining("/offboard is not a command") },
    ]);
  });
});
