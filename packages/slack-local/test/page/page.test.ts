import { expect, test } from "vitest";
import { running } from "../running.ts";
import { CARD, CHANNEL, FORM, section, select } from "../samples.ts";

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
  await web.chat.postEphemeral({ channel: CHANNEL, user: "U0SECOND", text: "For Sam only." });
  expect(await look(`${slack.url}/?as=U0SECOND`)).toContain("For Sam only.");
  expect(await look(slack.url)).not.toContain("For Sam only.");
  expect(await look(slack.url)).toMatch(/<option value="U0ADMIN" selected>/u);
});

test("what is done on the page goes over HTTP, as JSON only", async () => {
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

test("a reply that the channel sees too is there and in its thread, with what it answers", async () => {
  const { slack, web } = await running();
  const { ts = "" } = await web.chat.postMessage({ channel: CHANNEL, text: "A card about *Ada*\nand more" });
  const quiet = await web.chat.postMessage({ channel: CHANNEL, text: "Only here.", thread_ts: ts });
  const loud = await web.chat.postMessage({
    channel: CHANNEL,
    text: "Reminder.",
    thread_ts: ts,
    reply_broadcast: true,
  });
  const page = await look(slack.url);
  const ids = [...page.matchAll(/id="(?<id>[mb]-[\d.]+)"/gu)].map(({ groups }) => groups?.["id"]);
  expect(ids).toEqual([`m-${ts}`, `m-${quiet.ts}`, `m-${loud.ts}`, `b-${loud.ts}`]);
  expect(page).toMatch(
    new RegExp(`replied to <a href="#m-${ts}">a thread</a>: A card about <strong>Ada</strong>`, "u"),
  );
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

test("a message is shown as it is now: changed, answered, and without blocks", async () => {
  const { slack, web } = await running();
  const { ts = "" } = await web.chat.postMessage(CARD);
  const { ts: plain = "" } = await web.chat.postMessage({ channel: CHANNEL, text: "Before." });
  expect(await look(slack.url)).toMatch(/<strong>Ada Lovelace<\/strong> waits\..*Before\./su);
  await web.chat.update({ channel: CHANNEL, ts, text: CARD.text, blocks: [section("*Ada Lovelace* is in.")] });
  await web.chat.update({ channel: CHANNEL, ts: plain, text: "After." });
  const changed = await look(slack.url);
  expect(changed).toMatch(/<strong>Ada Lovelace<\/strong> is in\..*\(edited\).*After\./su);
  expect(changed).not.toMatch(/waits|Before/u);
  await web.chat.postMessage({ channel: CHANNEL, text: "Thanks.", thread_ts: ts });
  expect(await look(slack.url)).toMatch(/1 reply.*Thanks\./su);
  await web.chat.update({ channel: CHANNEL, ts: plain, text: "After." });
  await web.chat.update({ channel: CHANNEL, ts, text: "No blocks." });
  expect(await look(slack.url)).toMatch(/<div class="text">No blocks\.<\/div>/u);
});

test("a select shows what is chosen, or that nothing is", async () => {
  const { slack, web, app } = await running();
  const opened = async (block: ReturnType<typeof select>) => {
    await slack.command({ user: "U0ADMIN", text: "" });
    const trigger_id = app.received.at(-1)?.form["trigger_id"] ?? "";
    await web.views.open({ trigger_id, view: { ...FORM, blocks: [block] } });
    return look(`${slack.url}/`);
  };
  expect(await opened(select())).toMatch(/<select[^>]+name="locale".+<option value="en" selected>\s*Choose en/su);
  const none = await opened(select({}));
  expect(none).toMatch(/<option value="">\s*Select an option/u);
  expect(none).not.toMatch(/<option value="en" selected/u);
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

test("of a long conversation the last fifty messages are shown, the ones before are a press away, and a permalink shows its own", async () => {
  const { slack, web } = await running();
  const sent: string[] = [];
  for (let n = 1; n <= 120; n += 1) {
    sent.push((await web.chat.postMessage({ channel: CHANNEL, text: `Message ${n}.` })).ts ?? "");
  }
  await web.chat.postMessage({ channel: CHANNEL, text: "A reply.", thread_ts: sent[9] ?? "" });
  const shown = (page: string) => [...page.matchAll(/Message (\d+)\./gu)].map(([, n]) => Number(n));
  const last = await look(slack.url);
  expect([shown(last).length, shown(last)[0]]).toEqual([50, 71]);
  const [, href = "", count] = /href="(\/\?[^"]+)"[^>]*>(\d+) earlier</u.exec(last) ?? [];
  expect(count).toBe("70");
  const before = await look(`${slack.url}${href.replaceAll("&amp;", "&")}`);
  expect([shown(before).length, shown(before)[0]]).toEqual([100, 21]);
  const { permalink = "" } = await web.chat.getPermalink({ channel: CHANNEL, message_ts: sent[9] ?? "" });
  const tenth = await look(permalink);
  expect([shown(tenth)[0], tenth.includes("A reply.")]).toEqual([10, true]);
  expect(tenth).toContain(">9 earlier<");
});
