import { expect, test } from "vitest";
import { lookAt } from "../../../local/sandbox/look.ts";
import type { World } from "../../../local/sandbox/world.ts";

const TOTAL = 1300;

/** As many executions as given, newest first, of which the page knows no more than the list. */
const executions = Array.from({ length: TOTAL }, (_, index) => ({
  arn: `arn:aws:lambda:us-east-1:000000000000:function:durable-onboarding:1/durable-execution/run/${TOTAL - index}`,
  input: JSON.stringify({ user_id: `u-${TOTAL - index}`, name: "Ada Lovelace", email: "ada@example.com" }),
  status: "RUNNING",
}));
const inspect = {
  list: (_: string, limit: number) => executions.slice(0, limit),
  count: () => TOTAL,
  find: () => undefined,
};
const world = {
  lambda: { inspect, now: () => 0, ahead: () => 0 },
  mail: { mails: { all: () => [] } },
  slack: { url: "" },
} as unknown as World;
const shown = { machine: { isPassing: () => false }, tour: { state: () => undefined } } as never;

async function listed(asked: object) {
  const { listed: found, more } = await lookAt(world, shown, { execution: "none", ...asked });
  return [found.length, more, found[0]?.id];
}

test.each([
  [{}, [25, 1275, "1300"]],
  [{ list: "125" }, [125, 1175, "1300"]],
  [{ list: "1e99" }, [1300, 0, "1300"]],
  [{ list: "nonsense" }, [25, 1275, "1300"]],
  [{ state: "pending" }, [25, 1275, "1300"]],
  [{ find: "u-13" }, [12, 0, "1300"]],
  [{ find: "u-1", state: "expired" }, [0, 0, undefined]],
])("of 1,300 onboardings, %j lists so many, counts the rest, and searches all: %j", async (asked, expected) => {
  expect(await listed(asked)).toEqual(expected);
});
