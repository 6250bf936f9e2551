import { expect, test } from "vitest";
import { running } from "../running.ts";
import { CARD, CHANNEL, section } from "../samples.ts";

const look = async (url: string) => (await fetch(url)).text();

test("what an app or a person wrote cannot run on the page", async () => {
  const { slack, web } = await running();
  await web.chat.postMessage({ channel: CHANNEL, text: "<script>alert(1)</script> &lt;!channel&gt;" });
  const response = await fetch(slack.url);
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'");
  const page = await response.text();
  expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt; &lt;!channel&gt;");
  expect(page.match(/<script/gu)).toHaveLength(1);
});

test("each person sees what is theirs, and the first admin is the one at the start", async () => {
  const { slack, web } = await running();
  await web.chat.postEphemeral({ channel: CHANNEL, user: "U0SECOND", text: "For Sam alone." });
  expect(await look(`${slack.url}/?as=U0SECOND`)).toContain("For Sam alone.");
  expect(await look(slack.url)).not.toContain("For Sam alone.");
  expect(await look(slack.url)).toMatch(/<option value="U0ADMIN" selected>/u);
});

test("what is done on the page goes over HTTP, as JSON alone", async () => {
  const { slack, web, app } = await running();
  const { ts = "" } = await web.chat.postMessage(CARD);
  const press = (type: string, body: object) =>
    fetch(`${slack.url}/actions/press`, {
      method: "POST",
      headers: { "content-type": type },
      body: JSON.stringify(body),
    });
  const done = { user: "U0ADMIN", ts, actionId: "verify" };
  expect((await press("text/plain", done)).status).toBe(415);
  expect((await press("application/json", { user: "U0ADMIN" })).status).toBe(400);
  expect(app.received).toEqual([]);
  expect(await (await press("application/json", done)).json()).toMatchObject({ status: 200 });
  expect(app.received).toHaveLength(1);
  const missing = await press("application/json", { ...done, actionId: "explode" });
  expect([missing.status, await missing.json()]).toEqual([
    409,
    { message: "There is no control explode to use here." },
  ]);
});

test("a press that the app answered badly is marked at the message, for the one who pressed, until the next", async () => {
  const { slack, web, app } = await running();
  const { ts = "" } = await web.chat.postMessage(CARD);
  app.reply = () => ({ status: 500 });
  await slack.press({ user: "U0ADMIN", ts, actionId: "verify" });
  expect(await look(slack.url)).toContain('role="alert">The app answered with HTTP status 500');
  expect(await look(`${slack.url}/?as=U0SECOND`)).not.toContain('role="alert"');
  app.reply = () => ({});
  await slack.press({ user: "U0ADMIN", ts, actionId: "verify" });
  expect(await look(slack.url)).not.toContain('role="alert"');
});

test("changes are announced as they happen", async () => {
  const { slack, web } = await running();
  const response = await fetch(`${slack.url}/changes`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toContain("data: listening");
  await web.chat.postMessage({ channel: CHANNEL, text: "a", blocks: [section("a")] });
  expect((await reader?.read())?.value).toContain("data: changed");
  await reader?.cancel();
});
