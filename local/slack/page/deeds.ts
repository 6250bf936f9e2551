import { Hono } from "hono";
import * as v from "valibot";
import { doing } from "../../page/doing.ts";
import { cancel } from "../people/cancel.ts";
import { command } from "../people/command.ts";
import { dismiss } from "../people/dismiss.ts";
import { openHome } from "../people/open-home.ts";
import { press } from "../people/press.ts";
import type { Sandbox } from "../people/sandbox.ts";
import { submit } from "../people/submit.ts";

const text = v.string();
const maybe = v.optional(v.string());

/** What a person does on the page, as JSON over HTTP: each answers what the app answered. */
export function deeds(sandbox: Sandbox): Hono {
  return new Hono()
    .post(
      "/sandbox/press",
      doing(
        v.object({
          user: text,
          channel: maybe,
          ts: maybe,
          viewId: maybe,
          actionId: text,
          blockId: maybe,
          value: maybe,
        }),
        (input) => press(sandbox, input),
      ),
    )
    .post(
      "/sandbox/command",
      doing(v.object({ user: text, command: maybe, text, channel: maybe }), (input) => command(sandbox, input)),
    )
    .post(
      "/sandbox/submit",
      doing(v.object({ user: text, viewId: maybe, values: v.record(text, text) }), (input) => submit(sandbox, input)),
    )
    .post(
      "/sandbox/cancel",
      doing(v.object({ user: text, viewId: maybe }), (input) => cancel(sandbox, input)),
    )
    .post(
      "/sandbox/home",
      doing(v.object({ user: text }), (input) => openHome(sandbox, input)),
    )
    .post(
      "/sandbox/dismiss",
      doing(v.object({ user: text, ts: text }), (input) => dismiss(sandbox, input)),
    );
}
