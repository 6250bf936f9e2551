import { slackApp } from "../../src/slack/app.ts";
import type { SlackDeps } from "../../src/slack/deps.ts";
import { lambdaReceiver, type LambdaReceiverOptions } from "../../src/slack/receiver.ts";
import { pendingUser } from "../fakes.ts";
import { fakeDeps } from "./deps.ts";
import { SIGNING_SECRET } from "./requests.ts";

/** A secret that is never replaced. */
export const fixedSecret = { current: async () => SIGNING_SECRET, refresh: async () => SIGNING_SECRET };

/** Longer than any machine is busy. */
const AMPLE = { listener: 60_000, whole: 60_000 };

/** The dependencies in memory: one pending user, u-ada; U0ADMIN approves, U0REQUESTER may start. */
export function memoryPorts() {
  const deps = fakeDeps();
  deps.users.all.set("u-ada", pendingUser());
  return deps;
}

/** The whole function in this process: signed events in, responses out; only the dependencies are stand-ins. */
export function slackFunction(
  deps: SlackDeps,
  { budget = AMPLE, signingSecret = fixedSecret, now = () => new Date() }: Partial<LambdaReceiverOptions> = {},
) {
  const receiver = lambdaReceiver({ signingSecret, log: deps.log, now, budget });
  slackApp(deps, receiver);
  return receiver.handle;
}
