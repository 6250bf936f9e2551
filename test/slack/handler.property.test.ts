import fc from "fast-check";
import { stringify } from "node:querystring";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { hostileEmail, hostileName, hostileText } from "../../testkit/hostile.ts";
import { holds } from "../../testkit/property.ts";
import { accessOf } from "../../testkit/slack/actors.ts";
import { command, signed } from "../../testkit/slack/requests.ts";
import { memoryPorts, slackFunction } from "../../testkit/slack/service.ts";

const MARK = "Xq7Logged";

/** The whole function over ports in memory, where `U0ADMIN` alone may do anything. */
function service() {
  const ports = { ...memoryPorts(), access: accessOf({ requesters: [] }) };
  const send = slackFunction(ports);
  return {
    ...ports,
    send,
    changed: () => ports.starts.started.length + ports.decisions.delivered.size + ports.views.opened.length,
    logged: () => ports.log.lines.join("\n"),
  };
}

const marked = hostileText.map((text) => `${MARK}${text.toWellFormed()}`);
const media = fc.constantFrom(
  "application/x-www-form-urlencoded",
  "application/json",
  "text/plain",
  "Application/JSON;x",
);
const bodies = fc.oneof(
  marked.map((text) => Buffer.from(text)),
  marked.map((text) => Buffer.from(stringify({ payload: text, ssl_check: "1" }))),
  fc.json().map((text) => Buffer.from(text)),
  fc.json().map((text) => Buffer.from(stringify({ payload: text }))),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  fc.constant(gzipSync("x".repeat(1_000_000))),
  fc.constant(Buffer.from("[".repeat(200_000))),
);

test("nothing that is not signed is carried out, answered with anything, or quoted in the log", () =>
  holds(
    fc.tuple(bodies, media, fc.dictionary(fc.string({ maxLength: 9 }), marked)),
    async ([body, contentType, more]) => {
      const it = service();
      const event = signed("", { contentType });
      const headers = { ...more, ...event.headers };
      const answer = await it.send({ ...event, headers, body: body.toString("base64") });
      expect([400, 401, 413, 415]).toContain(answer.statusCode);
      expect([answer.body, it.changed()]).toEqual(["", 0]);
      expect(it.logged()).not.toContain(MARK);
    },
  ));

test("an event that is none of API Gateway's is answered, and not thrown at", () =>
  holds(fc.anything(), async (event) => {
    const { statusCode } = await service().send(event as never);
    expect(statusCode).toBeGreaterThanOrEqual(400);
  }));

const ids = fc.oneof(fc.constantFrom("verify", "reject", "more", "start", "decide", "U0EVIL", "T0LOCAL"), marked);
const person = fc.record({
  id: fc.oneof(fc.constant("U0EVIL"), marked),
  team_id: fc.constantFrom("T0LOCAL", "T0OTHER"),
});
const action = fc.record(
  {
    type: fc.constantFrom("button", "overflow"),
    action_id: ids,
    block_id: marked,
    value: fc.constantFrom("u-ada", ""),
  },
  { requiredKeys: ["type", "action_id", "block_id"] },
);
const values = fc.dictionary(
  fc.constantFrom("email", "name", "note", "reason"),
  fc.dictionary(fc.constantFrom("email", "name", "note", "reason"), fc.record({ value: fc.option(marked) })),
);
/** Signed requests of someone who may do nothing; some of them Slack would never send. */
const payloads = fc.record(
  {
    type: fc.constantFrom("block_actions", "view_submission", "view_closed", "shortcut", "event_callback"),
    user: person,
    team: fc.record({ id: fc.constantFrom("T0LOCAL", "T0OTHER") }),
    channel: fc.record({ id: fc.oneof(fc.constant("C0APPROVALS"), marked) }),
    message: fc.record({ team: fc.constantFrom("T0LOCAL", "T0OTHER") }),
    actions: fc.array(action, { maxLength: 2 }),
    trigger_id: marked,
    view: fc.record({
      callback_id: ids,
      private_metadata: fc.oneof(fc.constant("userId=u-ada&channel=C0APPROVALS"), marked),
      team_id: fc.constantFrom("T0LOCAL", "T0OTHER"),
      state: fc.record({ values }),
    }),
    event: fc.record({
      type: fc.constantFrom("app_home_opened", "message"),
      user: fc.constant("U0EVIL"),
      tab: fc.constant("home"),
    }),
  },
  { requiredKeys: ["type"] },
);

test("what Slack signed for someone who may do nothing changes nothing, and is not quoted in the log", () =>
  holds(fc.tuple(fc.oneof(payloads, fc.object()), fc.boolean()), async ([payload, isJson]) => {
    const it = service();
    const json = JSON.stringify(payload);
    const form = stringify({ payload: json });
    const answer = await it.send(isJson ? signed(json, { contentType: "application/json" }) : signed(form));
    expect([200, 400, 404, 500]).toContain(answer.statusCode);
    expect(it.starts.started.length + it.decisions.delivered.size).toBe(0);
    expect(it.logged()).not.toContain(MARK);
  }));

const texts = fc.oneof(
  fc.tuple(fc.oneof(fc.constant("zoe@example.com"), hostileEmail), hostileName).map((words) => words.join(" ")),
  fc.tuple(fc.constantFrom("list", "status", "cancel", "help", ""), hostileEmail).map((words) => words.join(" ")),
  hostileText,
);
/** Mentions and links, which only Slack and we may make. */
const SEQUENCE = /<(?!!date\^\d+\^)[^>]*>?/gu;

test.each([
  ["an approver", { user_id: "U0ADMIN", team_id: "T0LOCAL" }, 1],
  ["someone who may do nothing", { user_id: "U0EVIL", team_id: "T0LOCAL" }, 0],
  ["someone of another workspace", { user_id: "U0ADMIN", team_id: "T0OTHER" }, 0],
])("any command of %s is answered with nothing that mentions or links", async (_, by, most) => {
  await holds(texts, async (text) => {
    const it = service();
    const answer = await it.send(signed(command(text.toWellFormed(), by)));
    expect(answer.statusCode).toBe(200);
    const told = answer.body === "" ? "" : (JSON.parse(answer.body) as { text: string }).text;
    expect((told.match(SEQUENCE) ?? []).filter((sequence) => sequence !== "<@U0ADMIN>")).toEqual([]);
    expect(told.length).toBeLessThanOrEqual(4_000);
    expect(it.changed()).toBeLessThanOrEqual(most);
    expect(it.log.lines).toEqual([]);
  });
});

test("a service that fails is logged by the name of its error alone", () =>
  holds(
    fc.tuple(texts, marked, fc.constantFrom("find", "findByEmail", "listPending", "listEnded")),
    async ([text, message, port]) => {
      const it = service();
      Object.assign(it.users, { [port]: () => Promise.reject(new TypeError(message)) });
      const { body } = await it.send(signed(command(text.toWellFormed(), { user_id: "U0ADMIN" })));
      expect(`${body}${it.logged()}`).not.toContain(MARK);
      expect([[], ['error Slack request not carried out {"reason":"TypeError"}']]).toContainEqual(it.log.lines);
    },
  ));
