import { expect, test } from "vitest";
import { someOf } from "../../../testkit/effort.ts";
import { pendingUser } from "../../../testkit/fakes.ts";
import { flipped } from "../../../testkit/flipped.ts";
import { command, press, signed } from "../../../testkit/slack/requests.ts";
import { memoryPorts, slackFunction } from "../../../testkit/slack/service.ts";
import { webApi } from "../../../testkit/slack/web-api.ts";

/** The whole function over ports that remember; `changed` is what came of all that was sent, in either environment. */
function service() {
  const ports = memoryPorts();
  const { users, starts, decisions, views } = ports;
  const changed = () => starts.started.length + decisions.delivered.size + views.opened.length;
  const decided = () => decisions.delivered.size;
  return { users, send: slackFunction(ports), sendElsewhere: slackFunction(ports), changed, decided };
}

type Event = ReturnType<typeof signed>;

function* otherBodies(event: Event): Generator<Event> {
  for (const body of flipped(Buffer.from(event.body, "base64"))) {
    yield { ...event, body: body.toString("base64") };
  }
}

function* otherHeaders(event: Event, name: string): Generator<Event> {
  for (const value of flipped(Buffer.from(event.headers[name] ?? ""))) {
    yield { ...event, headers: { ...event.headers, [name]: value.toString("latin1") } };
  }
}

const FORM = "application/x-www-form-urlencoded";

const REQUESTS: [string, (responseUrl: string) => string][] = [
  ["a command that starts an onboarding", () => command("zoe@example.com Zoë")],
  ["a press that decides", (responseUrl) => press("verify", { responseUrl })],
];

const REFUSALS = [400, 401].map((statusCode) => JSON.stringify({ statusCode, body: "" }));

test.each(REQUESTS)("%s is refused with a single bit changed, and does and tells nothing", async (_, request) => {
  await using slack = await webApi();
  const { send, changed } = service();
  const body = request(slack.url);
  const event = signed(body);
  const others = [
    ...someOf(Array.from(otherBodies(event))),
    ...otherHeaders(event, "x-slack-request-timestamp"),
    ...otherHeaders(event, "x-slack-signature"),
  ];
  const answers = new Set<string>();
  for (const other of others) {
    answers.add(JSON.stringify(await send(other)));
  }
  expect([...answers].filter((answer) => !REFUSALS.includes(answer))).toEqual([]);
  expect(others.length).toBeGreaterThan(body.length / 2);
  expect([changed(), slack.calls.length]).toEqual([0, 0]);
  expect(await send(event)).toMatchObject({ statusCode: 200 });
  expect(changed()).toBe(1);
});

test("a request captured and sent again does and tells nothing", async () => {
  await using slack = await webApi();
  const { send, changed } = service();
  for (const body of [command("zoe@example.com Zoë"), command("list"), press("verify", { responseUrl: slack.url })]) {
    const event = signed(body);
    await send(event);
    const before = [changed(), slack.calls.length];
    expect(await send(event)).toEqual({ statusCode: 401, body: "" });
    expect([changed(), slack.calls.length]).toEqual(before);
  }
});

test("a press sent again to another environment decides nothing more, and tells its sender nothing", async () => {
  await using slack = await webApi();
  const { users, send, sendElsewhere, decided } = service();
  const event = signed(press("verify", { responseUrl: slack.url }));
  await send(event);
  users.all.set("u-ada", pendingUser({ status: "ACTIVE" }));
  expect(await sendElsewhere(event)).toEqual({ statusCode: 200, body: "" }); // the person is told, through Slack
  expect(decided()).toBe(1);
});

test.each([
  ["a command as JSON", signed(command("zoe@example.com Zoë")), "application/json"],
  ["a press as JSON", signed(press("verify")), "application/json"],
  ["an event as a form", signed('{"type":"event_callback","event":{"type":"app_home_opened"}}'), FORM],
])("%s does nothing: the signature does not say what a body is", async (_, event, contentType) => {
  const { send, changed } = service();
  const { statusCode } = await send({ ...event, headers: { ...event.headers, "content-type": contentType } });
  expect([400, 404]).toContain(statusCode);
  expect(changed()).toBe(0);
});
