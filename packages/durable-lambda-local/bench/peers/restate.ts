import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import { load, type MakePeer, send, versionIn } from "./peer.ts";

const INGRESS = "http://127.0.0.1:18080";
const ADMIN = "http://127.0.0.1:19070";
const APP_PORT = 19_080;

/** Restate: its server on its own store, and the workflow served by this process. @see https://docs.restate.dev */
export const restate: MakePeer = async (steps, folder, installed) => {
  process.env["RESTATE_LOGGING"] = "ERROR";
  const sdk = await load(installed, "@restatedev/restate-sdk");
  const onboarding = sdk.workflow({
    name: "Onboarding",
    handlers: {
      // oxlint-disable-next-line typescript/no-explicit-any
      async run(ctx: any, { user, email }: { user: string; email: string }) {
        await ctx.run("validate", () => steps.validate(email));
        await ctx.run("create", () => steps.create(user));
        const decided = ctx.promise("decision");
        await ctx.run("notify", () => steps.notify(user));
        if ((await decided.get().orTimeout({ days: 1 })) !== "approve") {
          return { status: "REJECTED" };
        }
        await ctx.run("activate", () => steps.activate(user));
        await ctx.run("welcome", () => steps.welcome(user));
        return { status: "ACTIVE" };
      },
      // oxlint-disable-next-line typescript/no-explicit-any
      decide: async (ctx: any, decision: string) => await ctx.promise("decision").resolve(decision),
    },
  });
  let server: ChildProcess;
  return {
    version: `Restate ${versionIn(installed, "@restatedev/restate-server")}`,
    async up() {
      const program = join(installed, "node_modules/@restatedev/restate-server-linux-x64/bin/restate-server");
      server = spawn(program, ["--no-logo", "--base-dir", folder, "--node-name", "n1"], {
        stdio: "ignore",
        env: {
          RESTATE_INGRESS__BIND_ADDRESS: "127.0.0.1:18080",
          RESTATE_ADMIN__BIND_ADDRESS: "127.0.0.1:19070",
          RESTATE_BIND_ADDRESS: "127.0.0.1:15122",
          RESTATE_DISABLE_TELEMETRY: "true",
          RESTATE_LOG_FILTER: "warn",
          RESTATE_LISTEN_MODE: "tcp",
        },
      });
      await sdk.serve({ services: [onboarding], port: APP_PORT });
      await untilDone(() => send("GET", `${ADMIN}/health`));
      await untilDone(() => send("GET", `${INGRESS}/restate/health`));
      await untilDone(() =>
        send("POST", `${ADMIN}/deployments`, JSON.stringify({ uri: `http://127.0.0.1:${APP_PORT}` })),
      );
    },
    async start(user) {
      const input = JSON.stringify({ user, email: `${user}@example.com` });
      await send("POST", `${INGRESS}/Onboarding/${user}/run/send`, input);
    },
    async decide(user) {
      await send("POST", `${INGRESS}/Onboarding/${user}/decide`, '"approve"');
    },
    async ended(user) {
      const { body } = await send("GET", `${INGRESS}/restate/workflow/Onboarding/${user}/attach`);
      return JSON.parse(body).status === "ACTIVE";
    },
    async down() {
      server.kill("SIGKILL");
      await once(server, "exit");
    },
  };
};

const TRIES = 3000;

/** Tries every ten milliseconds, as a script that waits for a server does. Rejects after half a minute. */
async function untilDone(action: () => Promise<unknown>): Promise<void> {
  for (let tries = TRIES; ; tries -= 1) {
    try {
      await action();
      return;
    } catch (error) {
      if (tries === 0) {
        throw error;
      }
      await pass(10);
    }
  }
}
