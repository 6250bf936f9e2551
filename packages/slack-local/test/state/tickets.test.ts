import { expect, test } from "vitest";
import { tickets } from "../../src/state/tickets.ts";

function clock() {
  let time = Date.parse("2026-11-24T09:00:00Z");
  return { now: () => new Date(time), pass: (milliseconds: number) => void (time += milliseconds) };
}

test("a ticket serves as often as it may, and then is used", () => {
  const some = tickets<string>(2, 1000, clock().now);
  const ticket = some.issue("a press");
  expect(some.use(ticket)).toEqual({ what: "a press" });
  expect(some.use(ticket)).toEqual({ what: "a press" });
  expect(some.use(ticket)).toEqual({ refusal: "used" });
});

test("a ticket serves until its time is over, and not a millisecond longer", () => {
  const { now, pass } = clock();
  const some = tickets<string>(5, 3000, now);
  const ticket = some.issue("a press");
  pass(3000);
  expect(some.use(ticket)).toEqual({ what: "a press" });
  pass(1);
  expect(some.use(ticket)).toEqual({ refusal: "expired" });
});

test("a made-up ticket is unknown", () => {
  expect(tickets<string>(1, 1000, clock().now).use("x")).toEqual({ refusal: "unknown" });
});
