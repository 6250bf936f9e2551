import { expect, test } from "vitest";
import type { Bill } from "../../local/sandbox/cost.ts";
import { billFor } from "../../testkit/world/bill.ts";
import { OUTCOMES } from "../../testkit/world/outcomes.ts";

// ARCHITECTURE.md says what each operation is for; `npm run bench:cost` what they cost.
const EXPECTED: Record<string, Omit<Bill, "bytesWritten">> = {
  "verified by email": { operations: 11, invocations: 2 },
  "verified in Slack": { operations: 11, invocations: 2 },
  "asked for by a program": { operations: 10, invocations: 2 },
  rejected: { operations: 10, invocations: 2 },
  expired: { operations: 10, invocations: 2 },
  "reminded, then verified": { operations: 14, invocations: 3 },
  "reminded, then expired": { operations: 13, invocations: 3 },
  "nudged and emailed again, then verified": { operations: 18, invocations: 4 },
  "bounced, then rejected": { operations: 13, invocations: 3 },
  "email down, verified in Slack": { operations: 13, invocations: 2 },
  "Slack down, verified by email": { operations: 10, invocations: 2 },
  "both down": { operations: 9, invocations: 1 },
};

test.each(OUTCOMES)("$name takes these durable operations and invocations, and no more", async (outcome) => {
  const { operations, invocations } = await billFor(outcome);
  expect({ operations, invocations }).toEqual(EXPECTED[outcome.name]);
});
