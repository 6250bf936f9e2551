import { Hono } from "hono";
import * as v from "valibot";
import { action } from "../live-page/action.ts";
import { command } from "../interactions/command.ts";
import { openHome } from "../interactions/home.ts";
import { cancel, submit } from "../interactions/modal.ts";
import { dismiss, press } from "../interactions/press.ts";
import type { Session } from "../interactions/session.ts";

const text = v.string();
const maybe = v.optional(v.string());

/** What a person does on the page, as JSON over HTTP: each answers what the app answered. */
export function actions(session: Session): Hono {
  return new Hono()
    .post(
      "/actions/press",
      action(
        v.object({
          user: text,
          channel: maybe,
          ts: maybe,
          viewId: maybe,
          actionId: text,
          blockId: maybe,
          value: maybe,
        }),
        (input) => press(session, input),
      ),
    )
    .post(
      "/actions/command",
      action(v.object({ user: text, command: maybe, text, channel: maybe }), (input) => command(session, input)),
    )
    .post(
      "/actions/submit",
      action(v.object({ user: text, viewId: maybe, values: v.record(text, text) }), (input) => submit(session, input)),
    )
    .post(
      "/actions/cancel",
      action(v.object({ user: text, viewId: maybe }), (input) => cancel(session, input)),
    )
    .post(
      "/actions/home",
      action(v.object({ user: text }), (input) => openHome(session, input)),
    )
    .post(
      "/actions/dismiss",
      action(v.object({ user: text, ts: text }), (input) => dismiss(session, input)),
    );
}
