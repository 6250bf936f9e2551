import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { BUDGET, synthesisedBundles } from "../../infra/synthesised-bundles.ts";
import { LOCAL } from "../../local/address.ts";
import { expectSoon, outside } from "../../testkit/outside.ts";
import { PATIENT } from "../journeys/start.ts";
import { synthesise } from "./deployment.ts";
import { startBundles } from "./start-bundles.ts";

const assembly = await mkdtemp(join(tmpdir(), "assembly-"));
const said = await synthesise(assembly);
const stack = await startBundles(assembly, { ...PATIENT, log: () => undefined });
const world = outside(stack);
afterAll(async () => {
  await stack.close();
  await rm(assembly, { recursive: true });
});

test("CDK bundles each function, and warns of nothing", () => {
  expect(said).toContain("Bundling asset");
  expect(said).not.toMatch(/^(?:ERROR|WARNING)/mu);
});

test("each bundle keeps to its budget, which is no more than a tenth above it", () => {
  for (const [name, { bytes }] of Object.entries(synthesisedBundles(assembly))) {
    const budget = BUDGET[name as keyof typeof BUDGET];
    expect([name, bytes <= budget, bytes > 0.85 * budget]).toEqual([name, true, true]);
  }
});

test("a bundle's stack trace names the lines of the source", async () => {
  const { entry, env = {} } = stack.deployment.functions["verify"] ?? {};
  // Without its environment the function does not load, and says so from where it reads it.
  const loading = promisify(execFile)("node", [env["NODE_OPTIONS"] ?? "", entry?.pathname ?? ""], { env: {} });
  await expect(loading).rejects.toThrow(/InvalidConfig: This function is not configured.*\n.*src\/config\.ts:\d+/u);
});

describe("the bytes that ship, held to what their roles are granted,", () => {
  const selfCheck = async () => {
    const arn = await world.start({ self_check: true });
    await expectSoon(async () => (await world.execution(arn)).status).toBe("SUCCEEDED");
    const { checks } = (await world.execution(arn)).result as { checks: { check: string; ok: boolean }[] };
    return checks;
  };
  const ada = (id: string) => ({ user_id: id, email: `${id}@example.com`, name: "Ada Lovelace" });

  test("let a user in by the mailed link", async () => {
    await world.start(ada("by-mail"));
    const link = await world.link("by-mail@example.com");
    expect((await fetch(link)).status).toBe(200);
    expect((await world.pressPage(link)).status).toBe(200);
    await expectSoon(() => world.status("by-mail")).toBe("ACTIVE");
    await expectSoon(async () => (await world.mails("by-mail@example.com")).at(-1)?.subject).toBe("Welcome");
    await expectSoon(async () => (await world.card("by-mail@example.com")).text).toContain("is active");
  });

  test("let a user in from Slack, who was asked for there", async () => {
    await stack.slack.command({ user: "U0REQUESTER", text: "in-slack@example.com Grace Hopper" });
    const { ts, userId } = await world.pendingCard("in-slack@example.com");
    expect((await stack.slack.command({ user: "U0ADMIN", text: "list" })).body).toContain("Grace Hopper");
    await stack.slack.press({ user: "U0ADMIN", ts, actionId: "verify" });
    await expectSoon(() => world.status(userId)).toBe("ACTIVE");
    await expectSoon(async () => (await world.card("in-slack@example.com")).text).toContain("is active");
    expect((await stack.slack.command({ user: "U0REQUESTER", text: "status" })).body).toContain("Grace Hopper");
  });

  test("turn a user away, who may be asked for again", async () => {
    await world.start(ada("rejected"));
    const { ts } = await world.pendingCard("rejected@example.com");
    await stack.slack.press({ user: "U0ADMIN", ts, actionId: "reject" });
    await expectSoon(() => world.status("rejected")).toBe("REJECTED");
    await world.start(ada("rejected"));
    await expectSoon(async () => (await world.profile("rejected"))?.["card"]).toHaveProperty("permalink");
  });

  test("close what a stopped execution left behind, and know it for one where that went unheard", async () => {
    await world.start({ ...ada("stopped"), requested_by: "U0REQUESTER" });
    const { ts } = await world.pendingCard("stopped@example.com");
    await expectSoon(async () => (await world.profile("stopped"))?.["card"]).toHaveProperty("permalink");
    await world.start({ ...ada("stopped"), user_id: "refused", requested_by: "U0SECOND" });
    await expectSoon(async () => stack.slack.messages("D0SECOND").at(-1)?.text).toContain("did not start");
    await world.stop("stopped");
    await expectSoon(() => world.profile("stopped")).toMatchObject({ status: "FAILED", announced: true });
    expect((await world.card("stopped@example.com")).buttons).toEqual([]);

    await world.loseEnd("stopped");
    await world.reportBounce("stopped");
    expect((await world.pressPage(await world.link("stopped@example.com"))).status).toBe(410);
    await stack.slack.press({ user: "U0ADMIN", ts, actionId: "verify" });
    const { view } = stack.slack.modal("U0ADMIN") ?? {};
    expect(JSON.stringify(view?.blocks)).toContain("ended before a decision took effect");
  });

  test("show that an email bounced, and decide all the same", async () => {
    const email = "bounce+bundles@simulator.amazonses.com";
    await world.start({ ...ada("bounced"), email });
    await expectSoon(async () => (await world.profile("bounced"))?.["mail"]).toMatchObject({ state: "bounced" });
    await expectSoon(async () => (await world.card(email)).text).toContain("bounced: no such mailbox");
  });

  test("check themselves", async () => {
    const checks = await selfCheck();
    expect(checks).toContainEqual({ check: "email", ok: true });
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  });

  test("asked for nothing that they are not granted, and were granted nothing that nobody asks for", () => {
    expect(stack.gate.refused).toEqual([]);
    const unused = Object.entries(stack.deployment.functions).flatMap(([name, { statements }]) =>
      statements
        .filter((statement) => !stack.gate.used.get(name)?.has(statement) && !statement.action.startsWith("logs:"))
        .map(({ action, resource }) => `${name}: ${action} on ${resource}`),
    );
    const { functionArn } = LOCAL;
    const executions = functionArn.replace(/:live$/u, ":*");
    expect(unused.toSorted((a, b) => a.localeCompare(b))).toEqual([
      `durable-onboarding: lambda:GetDurableExecutionState on ${executions}`, // of an execution with a great many operations
      "durable-onboarding: sqs:SendMessage on arn:aws:sqs:us-east-1:000000000000:failed-starts", // Lambda does it
      "ended: sqs:SendMessage on arn:aws:sqs:us-east-1:000000000000:unclosed-ends", // Lambda does it
      "mail-events: sqs:SendMessage on arn:aws:sqs:us-east-1:000000000000:lost-mail-events", // Lambda does it
      "verify: dynamodb:UpdateItem on arn:aws:dynamodb:us-east-1:000000000000:table/users", // links that take a code
    ]);
  });

  test("say so when SES would refuse their email", async () => {
    const statements = stack.deployment.functions[LOCAL.functionName]?.statements ?? [];
    const granted = statements.findIndex(({ action }) => action === "ses:ApplyTrackingConfigurationOverrides");
    const taken = statements.splice(granted, 1);
    expect((await selfCheck()).filter(({ ok }) => !ok)).toEqual([
      { check: "email", ok: false, error: "AccessDeniedException" },
    ]);
    statements.push(...taken);
  });

  test("would be refused what they are not granted", async () => {
    const stolen = { accessKeyId: "verify", secretAccessKey: "verify" };
    const client = new DynamoDBClient({ endpoint: stack.gate.url, region: LOCAL.region, credentials: stolen });
    const write = new PutItemCommand({ TableName: LOCAL.table, Item: { user_id: { S: "forged" } } });
    await expect(client.send(write)).rejects.toThrow("You are not authorized to perform: dynamodb:PutItem");
  });
});
