import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Synchronous } from "../../src/store/sqlite.ts";
import own from "../../package.json" with { type: "json" };
import type { News } from "../onboard.ts";
import { type MakePeer, send } from "./peer.ts";

/** This package, as a process of its own; `overHttp` is as the service has it. */
export const ours =
  (synchronous: Synchronous, overHttp = false): MakePeer =>
  async (steps, folder) => {
    const callbacks = new Map<string, string>();
    const arns = new Map<string, string>();
    let service: ChildProcess;
    let url: string;
    const hear = ({ step, user, callbackId = "" }: News) => {
      if (step === "notify") {
        callbacks.set(user, callbackId);
      }
      steps[step](user);
    };
    return {
      version: `durable-lambda-local ${own.version}${overHttp ? " over HTTP" : ""}`,
      async up() {
        service = fork(
          new URL("../service.ts", import.meta.url),
          [join(folder, "lambda.db"), synchronous, String(overHttp)],
          {
            execArgv: [],
            stdio: ["inherit", "inherit", "inherit", "ipc", "pipe"],
          },
        );
        createInterface(service.stdio[4] as Readable).on("line", (line) => hear(JSON.parse(line)));
        [url] = (await once(service, "message")) as [string];
      },
      async start(user) {
        const invocations = `${url}/2015-03-31/functions/onboard:live/invocations`;
        const event = JSON.stringify({ user, email: `${user}@example.com` });
        const { headers } = await send("POST", invocations, event, { "x-amz-invocation-type": "Event" });
        arns.set(user, String(headers["x-amz-durable-execution-arn"]));
      },
      async decide(user) {
        const callback = encodeURIComponent(callbacks.get(user) ?? "");
        await send("POST", `${url}/2025-12-01/durable-execution-callbacks/${callback}/succeed`, '"approve"', {
          "content-type": "application/octet-stream",
        });
      },
      async ended(user) {
        const execution = `${url}/2025-12-01/durable-executions/${encodeURIComponent(arns.get(user) ?? "")}`;
        for (;;) {
          const { Status, Result } = JSON.parse((await send("GET", execution)).body);
          if (Status !== "RUNNING") {
            return Status === "SUCCEEDED" && JSON.parse(Result).status === "ACTIVE";
          }
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      },
      async down() {
        service.kill("SIGKILL");
        await once(service, "exit");
      },
    };
  };
