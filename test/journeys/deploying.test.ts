import { GetDurableExecutionCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startStack, type Stack } from "../../local/stack.ts";
import { fromBundle } from "../../testkit/functions.ts";
import { expectSoon, outside } from "../../testkit/outside.ts";
import { PATIENT } from "./start.ts";

const ada = { user_id: "ada", email: "ada@example.com", name: "Ada Lovelace" };
let stack: Stack;
let world: ReturnType<typeof outside>;

beforeAll(async () => {
  stack = await startStack({
    ...PATIENT,
    log: () => undefined,
    change: (local) => ({ ...fromBundle(local), runsIn: "process" }),
  });
  world = outside(stack);
});
afterAll(() => stack.close());

test("an onboarding that sleeps through a deployment is decided by the new version's page and ends in its own version", async () => {
  const arn = await world.start(ada);
  const link = await world.link(ada.email);
  stack.deploy(2);
  await world.pressPage(link);
  await expectSoon(() => world.execution(arn)).toMatchObject({ result: { status: "COMPLETED" } });
  const versionOf = async (DurableExecutionArn: string) =>
    (await world.lambda.send(new GetDurableExecutionCommand({ DurableExecutionArn }))).Version;
  expect(await versionOf(arn)).toBe("1");
  expect(await versionOf(await world.start({ ...ada, user_id: "grace", email: "grace@example.com" }))).toBe("2");
});
