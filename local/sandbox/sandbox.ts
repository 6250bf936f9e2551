import { Hono } from "hono";
import { assets } from "../../packages/slack-local/src/live-page/assets.ts";
import { sharedPage } from "../../packages/slack-local/src/live-page/shared.ts";
import { live } from "../../packages/slack-local/src/live-page/live.ts";
import { mailDocument } from "../mail/inbox.ts";
import { actions } from "./actions.ts";
import { faultSwitches } from "./faults.ts";
import { lookAt } from "./look.ts";
import { renderDocument } from "./page/document.ts";
import { starter } from "./start.ts";
import { timeMachine } from "./time-machine.ts";
import { tour as guidedTour } from "./tour.ts";
import type { World } from "./world.ts";

const ROOT = new URL("../../", import.meta.url);

/** The page at `/` that shows the whole service at work, its live changes and its actions. */
export function sandbox(world: World): Hono {
  const faults = faultSwitches(world);
  const machine = timeMachine(world.lambda);
  const start = starter(world);
  const tour = guidedTour(world, faults, machine, start);
  const { lambda, mail } = world;
  const changes = [lambda, mail.mails, faults, machine, tour].map(({ subscribe }) => subscribe);
  const serve = sharedPage(pageSecurity(world.slack.url), ...changes);
  return new Hono()
    .get("/", (c) =>
      serve(c, async () => renderDocument(await lookAt(world, { faults, machine, tour }, c.req.query()))),
    )
    .get("/changes", live(...changes))
    .get("/sandbox/mail/:id", (c) => mailDocument(world.mail.mails.find(c.req.param("id"))))
    .route("/", actions(world, { faults, machine, start, tour }))
    .route("/", assets(ROOT, ["local/sandbox/client", "local/sandbox/style", "packages/slack-local/assets/live"]));
}

function pageSecurity(slackUrl: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src data:",
    `frame-src 'self' ${slackUrl}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
