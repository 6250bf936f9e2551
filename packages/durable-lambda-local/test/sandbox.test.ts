import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshPath, type Service, startService } from "./service.ts";

const HOUR = { executionTimeoutSeconds: 3600 };
const fixture = (name: string) => new URL(`fixtures/${name}.ts`, import.meta.url);

/** A bundle as esbuild makes it, unpacked to where no package.json says otherwise. */
function bundle(): URL {
  const folder = freshPath();
  mkdirSync(folder);
  writeFileSync(
    join(folder, "index.js"),
    `"use strict";
    var os = require("node:os");
    module.exports = Object.defineProperty({}, "handler", { get: () => async (event) => ({ ...event, eol: os.EOL }), enumerable: true });`,
  );
  return pathToFileURL(join(folder, "index.js"));
}

describe.each(["thread", "process"] as const)("A function in a %s of its own", (runsIn) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
    const env = { AWS_ENDPOINT_URL_LAMBDA: service.url };
    const durable = HOUR;
    const common = { version: 2, runsIn };
    service.register([
      { ...common, name: "workflows", entry: fixture("workflows"), env, durable },
      { ...common, name: "hasty", entry: fixture("workflows"), env, durable, timeoutSeconds: 1 },
      { ...common, name: "broken", entry: fixture("broken"), env },
      { ...common, name: "heavy", entry: fixture("heavy"), env: {}, timeoutSeconds: 1 },
      { ...common, name: "plain", entry: fixture("plain"), env: { GREETING: "hello" } },
      { ...common, name: "small", entry: fixture("plain"), env: {}, memoryMegabytes: 32 },
      { ...common, name: "bundled", entry: bundle(), env: {} },
    ]);
  });
  afterAll(() => service.close());

  test("has its own environment and nothing of this process's", async () => {
    const { greeting, variables } = (await service.invoke("plain", {})) as { greeting: string; variables: string[] };
    expect(greeting).toBe("hello");
    expect(variables.filter((name) => !/^(?:AWS_|TZ$|GREETING$)/u.test(name))).toEqual([]);
  });

  test("may be a bundle of CommonJS inside a package of ES modules", async () => {
    expect(await service.invoke("bundled", { n: 1 })).toEqual({ n: 1, eol: "\n" });
  });

  test.each([
    ["for each processor", "crowded", undefined, availableParallelism()],
    [
      "but leaves the service a processor that checkpoints for it",
      "served",
      HOUR,
      Math.max(1, availableParallelism() - 1),
    ],
  ])("has more of them while there is much to do, %s", async (_, name, durable, most) => {
    const MARKER = freshPath();
    const env = { MARKER, AWS_ENDPOINT_URL_LAMBDA: service.url };
    service.register([{ name, entry: fixture("crowded"), env, runsIn, ...(durable && { durable }) }]);
    const place = async () => JSON.stringify(await service.invoke(`${name}:live`, {}));
    const invocations = Array.from({ length: 17 }, place);
    writeFileSync(MARKER, "");
    const places = new Set(await Promise.all(invocations));
    expect(places.size).toBe(Math.min(most, 3));
    expect(places).toContain(await place());
  });

  test("that exits fails what runs in it, and is begun again", async () => {
    await expect(service.invoke("plain", { exit: 3 })).rejects.toMatchObject({
      name: "Runtime.ExitError",
      message: "Runtime exited with error: exit status 3",
    });
    expect(await service.invoke("plain", {})).toMatchObject({ greeting: "hello" });
  });

  test("that needs more memory than it has dies, and is begun again", async () => {
    await expect(service.invoke("small", { hoard: true })).rejects.toMatchObject({ name: "Runtime.ExitError" });
    expect(await service.invoke("small", {})).toMatchObject({ memory: "32" });
  });

  test("that does not load says why", async () => {
    await expect(service.invoke("broken", {})).rejects.toThrow("this module does not load");
  });

  test("is loaded before its timeout begins", async () => {
    expect(await service.invoke("heavy", {})).toBe("loaded");
  });

  test("that dies is tried again, and only the step that was interrupted runs again", async () => {
    const arn = await service.start({ workflow: "dies", marker: freshPath() });
    expect(await service.endedInTime(arn)).toMatchObject({ status: "SUCCEEDED", result: 3 });
    expect(service.logs.join("").match(/step before/gu)).toHaveLength(1);
    const { InvocationCompletedDetails: died } = await service.event(arn, "InvocationCompleted");
    expect(died?.Error?.Payload).toMatchObject({ ErrorType: "Runtime.ExitError" });
  });

  test("that leaves a rejected promise to nobody dies of it, and says so", async () => {
    const arn = await service.start({ workflow: "rejects", marker: freshPath() });
    expect((await service.endedInTime(arn)).result).toBe("done");
    const { InvocationCompletedDetails: died } = await service.event(arn, "InvocationCompleted");
    expect(died?.Error?.Payload?.ErrorMessage).toContain("nobody listens");
  });

  test.each(["hangs", "blocks"] as const)("that %s is given up and tried again", async (workflow) => {
    const arn = await service.start({ workflow, marker: freshPath() }, "hasty");
    expect(await service.endedInTime(arn)).toMatchObject({ status: "SUCCEEDED", result: "done" });
    const { InvocationCompletedDetails: died } = await service.event(arn, "InvocationCompleted");
    expect(died?.Error?.Payload).toMatchObject({ ErrorType: "Sandbox.Timedout" });
  });
});

test("A function's process ends with the service, even where that is killed", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const script = `
    import { startLambda } from ${quoted("../src/service.ts")};
    const lambda = await startLambda({ port: 0 });
    lambda.register([{ name: "connected", entry: new URL(${quoted("fixtures/connected.ts")}), env: {}, runsIn: "process" }]);
    await lambda.invoke("connected", { port: ${port} });`;
  const service = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" });
  const [connection] = (await once(server, "connection")) as [Socket];
  connection.on("error", () => undefined); // a reset is as good an end as any
  service.kill("SIGKILL");
  await once(connection, "close");
  expect(connection.destroyed).toBe(true);
  server.close();
});

/** The address of a file beside this one, as a literal. */
const quoted = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
