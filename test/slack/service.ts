import type { HomeView, ModalView } from "@slack/types";
import { slackApp } from "../../src/slack/app.ts";
import { lambdaReceiver, type LambdaReceiverOptions } from "../../src/slack/receiver.ts";
import { memoryUsers, NOW, pendingUser } from "../fakes.ts";
import { accessOf } from "./actors.ts";
import { memoryDecisions, memoryExecutions, memoryLog, memoryStarts, memoryViews } from "./fakes.ts";
import { SIGNING_SECRET } from "./requests.ts";

/** A secret that is never replaced. */
export const fixedSecret = { current: async () => SIGNING_SECRET, refresh: async () => SIGNING_SECRET };

/** Longer than any machine is busy. */
const AMPLE = { listener: 60_000, whole: 60_000 };

/** The ports in memory: one pending user, u-ada; U0ADMIN approves, U0REQUESTER may start. */
export function memoryPorts() {
  const users = memoryUsers();
  users.all.set("u-ada", pendingUser());
  return {
    users,
    starts: memoryStarts(),
    decisions: memoryDecisions(),
    executions: memoryExecutions(),
    views: memoryViews<ModalView | HomeView>(),
    access: accessOf(),
    log: memoryLog(),
    now: () => NOW,
  };
}

/** The whole function in this process: signed events in, responses out; only the ports are stand-ins. */
export function slackFunction(
  ports: Omit<Parameters<typeof slackApp>[0], "receiver">,
  { budget = AMPLE, signingSecret = fixedSecret, now = () => new Date() }: Partial<LambdaReceiverOptions> = {},
) {
  const receiver = lambdaReceiver({ signingSecret, log: ports.log, now, budget });
  slackApp({ ...ports, receiver });
  return receiver.handle;
}
