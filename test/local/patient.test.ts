import { expect, onTestFinished, test } from "vitest";
import { startStack } from "../../local/stack.ts";
import { fromBundle } from "../../testkit/functions.ts";

test.each([
  ["waits for a minute", 60_000, "60000"],
  ["waits as long as Slack itself", undefined, undefined],
])("where the local Slack %s, so does the function that answers it, and no other", async (_, milliseconds, told) => {
  const waits = new Map<string, string | undefined>();
  const stack = await startStack({
    ...(milliseconds ? { slackTimeoutMilliseconds: milliseconds } : {}),
    log: () => undefined,
    change(local) {
      waits.set(local.name, local.env["SLACK_WAITS_MILLISECONDS"]);
      return fromBundle(local);
    },
  });
  onTestFinished(() => stack.close());
  const { slack, ...others } = Object.fromEntries(waits);
  expect(slack).toBe(told);
  expect(Object.values(others).filter(Boolean)).toEqual([]);
});
