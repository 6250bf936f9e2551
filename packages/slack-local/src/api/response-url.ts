import { Hono } from "hono";
import * as v from "valibot";
import type { State } from "../state/state.ts";
import { readArguments } from "./arguments.ts";
import { Answer, respond } from "./respond.ts";
import { SlackError } from "./slack-error.ts";
import { withFaults } from "./with-faults.ts";

const REFUSALS = { unknown: "invalid_url", expired: "expired_url", used: "used_url" } as const;

/** The addresses that come with presses and commands: each takes five answers within 30 minutes. */
export function responseUrls(state: State): Hono {
  return new Hono().post("/response/:ticket", (c) =>
    withFaults(c, state.faults, "response_url", async () => {
      const ticket = state.responseUrls.use(c.req.param("ticket"));
      if ("refusal" in ticket) {
        return c.json({ ok: false, error: REFUSALS[ticket.refusal] }, 404);
      }
      const answer = v.safeParse(Answer, readArguments(c.req.header("content-type") ?? "", await c.req.text()));
      if (!answer.success) {
        return c.text("invalid_payload", 400);
      }
      try {
        respond(state, ticket.what, answer.output);
      } catch (error) {
        if (error instanceof SlackError) {
          return c.text(error.code, 400);
        }
        throw error;
      }
      return c.text("ok");
    }),
  );
}
