import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import type { Server } from "node:net";
import { afterAll, expect, test } from "vitest";
import { close, listen } from "../../local/servers.ts";
import { startStack } from "../../local/stack.ts";
import { fromBundle } from "../../testkit/functions.ts";
import { press, signed } from "../../testkit/slack/requests.ts";
import { expectSoon, outside } from "../../testkit/outside.ts";
import { PATIENT } from "./start.ts";

/** Secrets Manager behind a door that a test can shut; `asked` counts who came to it while it was shut. */
const door = { target: "", isShut: false, asked: 0 };
const app = new Hono().all("*", async (c) => {
  if (door.isShut) {
    door.asked += 1;
    return c.json({ __type: "InternalServiceError" }, 503);
  }
  const { host: _host, "content-length": _length, ...headers } = c.req.header();
  return fetch(new URL(c.req.path, door.target), { method: "POST", headers, body: await c.req.arrayBuffer() });
});
const server = createAdaptorServer({ fetch: app.fetch }) as Server;

const url = await listen(server, 0);
const stack = await startStack({
  ...PATIENT,
  log: () => undefined,
  change(local) {
    door.target = local.env["AWS_ENDPOINT_URL_SECRETS_MANAGER"] ?? "";
    return fromBundle({ ...local, env: { ...local.env, AWS_ENDPOINT_URL_SECRETS_MANAGER: url } });
  },
});
const world = outside(stack);
afterAll(async () => {
  await stack.close();
  await close(server);
});

test("while Secrets Manager is down, forgeries are refused and cost it nothing, and good links and presses are answered", async () => {
  await world.start({ user_id: "by-link", email: "by-link@example.com", name: "Ada Lovelace" });
  await world.start({ user_id: "by-press", email: "by-press@example.com", name: "Grace Hopper" });
  const link = await world.link("by-link@example.com");
  const { ts } = await world.pendingCard("by-press@example.com");
  expect((await fetch(link)).status).toBe(200);
  await stack.slack.command({ user: "U0ADMIN", text: "help" });

  door.isShut = true;
  for (let forgery = 0; forgery < 20; forgery += 1) {
    expect((await fetch(link.replace(/.$/u, (last) => (last === "A" ? "Q" : "A")))).status).toBe(503);
    const { headers, body } = signed(press("verify", { value: "by-press" }), {
      secret: `forged-${forgery}`,
      base64: false,
    });
    const forged = { method: "POST", headers: headers as Record<string, string>, body };
    expect((await fetch(`${stack.urls.service}/slack/events`, forged)).status).toBe(401);
  }
  expect((await world.pressPage(link)).status).toBe(200);
  expect((await stack.slack.press({ user: "U0ADMIN", ts, actionId: "verify" })).status).toBe(200);
  await expectSoon(() => world.status("by-link")).toBe("ACTIVE");
  await expectSoon(() => world.status("by-press")).toBe("ACTIVE");
  // Once by the Slack function, and for both other link secrets by the page's; each tries twice.
  expect(door.asked).toBeLessThanOrEqual(2 * 3);
});
