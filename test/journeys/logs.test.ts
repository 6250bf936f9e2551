import { expect, test } from "vitest";
import { LOCAL } from "../../local/address.ts";
import { expectSoon, outside } from "../../testkit/outside.ts";
import { startService } from "./start.ts";

test("the functions' logs are structured, name the user and the execution, and hold nothing personal or secret", async () => {
  const logs: string[] = [];
  const stack = await startService({ reminders: [3_600], log: (text) => void logs.push(text) });
  const world = outside(stack);
  const ada = { user_id: "ada", email: "ada.private@example.com", name: "Ada Confidential" };

  // By mail, with a reminder on the way, a forged link, and a press in Slack that comes second.
  const arn = await world.start(ada);
  const link = await world.link(ada.email);
  const card = await world.pendingCard(ada.email);
  await stack.idle();
  stack.advance(3_600);
  await expectSoon(async () => (await world.mails(ada.email)).length).toBe(2);
  const callbackId = (await world.profile("ada"))?.["callback_id"] as string;
  const letterbox = (await world.profile("ada"))?.["letterbox"] as string;
  await stack.slack.command({ user: "U0ADMIN", text: `resend ${ada.email}` });
  await fetch(`${link}x`, { method: "POST", body: new URLSearchParams({ resend: "1" }) });
  await expectSoon(async () => (await world.profile("ada"))?.["letterbox"]).not.toBe(letterbox);
  const letterboxes = [letterbox, (await world.profile("ada"))?.["letterbox"] as string];
  await fetch(`${link}x`);
  await world.pressPage(link);
  await stack.slack.press({ user: "U0ADMIN", ts: card.ts, actionId: "reject" });
  await expectSoon(async () => (await world.execution(arn)).status).toBe("SUCCEEDED");
  // Refused: bad input, a bad command, a request that is not signed.
  await world.start({ ...ada, user_id: "not an id" });
  await stack.slack.command({ user: "U0ADMIN", text: "not-an-address Secret Name" });
  await fetch(`${stack.urls.service}/slack/events`, { method: "POST", body: `text=${ada.email}` });
  await stack.close();

  const text = logs.join("");
  const lines = text.split("\n").filter(Boolean);
  const structured = lines.map((line) => JSON.parse(line) as object);
  expect(structured).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ message: "onboarding started", user_id: "ada", execution: arn, service: "onboard" }),
      expect.objectContaining({ message: "onboarding decided", user_id: "ada", status: "ACTIVE" }),
    ]),
  );
  expect(structured.filter((line) => "message" in line && line.message === "onboarding started")).toHaveLength(1);
  const token = new URL(link).searchParams.get("token") ?? "";
  const secrets = [
    ada.email,
    "Confidential",
    "Secret Name",
    token,
    ...[callbackId, ...letterboxes].flatMap((id) => [id, encodeURIComponent(id)]),
  ];
  for (const secret of [...secrets, LOCAL.botToken, LOCAL.signingSecret, LOCAL.linkSecret]) {
    expect(text).not.toContain(secret);
  }
});
