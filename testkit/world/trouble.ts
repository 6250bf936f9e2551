import { setImmediate } from "node:timers/promises";
import type { Call, Gate, Vendor } from "./border.ts";
import { awsError } from "./faults.ts";

/**
 * How a call goes wrong: it is answered late, not carried out for trouble of the vendor's own or for too many calls,
 * carried out without an answer, or carried out twice.
 */
export type Trouble = "none" | "slow" | "broken" | "throttled" | "lost" | "doubled";

/** The troubles of each vendor's next calls; after the last one it is well again. */
export type Plan = Partial<Record<Vendor, readonly Trouble[]>>;

const TURNS_OF_A_SLOW_CALL = 20;
const SECONDS_OF_A_SLOW_CALL = 5;

/** Troubles the calls as planned; `suffered` gets each trouble, and `advance` moves time. */
export function troubling(
  plan: Plan,
  through: Gate,
  { suffered, advance }: { suffered: (call: Call, trouble: Trouble) => void; advance: (seconds: number) => void },
): Gate {
  const left = new Map(Object.entries(plan).map(([vendor, troubles]) => [vendor, [...troubles]]));
  return async (call, carryOut) => {
    const trouble = left.get(call.vendor)?.shift() ?? "none";
    suffered(call, trouble);
    switch (trouble) {
      case "none":
        return through(call, carryOut);
      case "slow":
        advance(SECONDS_OF_A_SLOW_CALL);
        for (let turn = 0; turn < TURNS_OF_A_SLOW_CALL; turn += 1) {
          await setImmediate();
        }
        return through(call, carryOut);
      case "broken":
      case "throttled":
        return fail(call.vendor, trouble);
      case "lost":
        await through(call, carryOut);
        throw awsError("TimeoutError", 0);
      case "doubled":
        await through(call, carryOut);
        return through(call, carryOut);
    }
  };
}

function fail(vendor: Vendor, trouble: "broken" | "throttled"): Response {
  if (vendor === "slack") {
    return trouble === "broken"
      ? new Response("", { status: 500 })
      : new Response("", { status: 429, headers: { "retry-after": "3" } });
  }
  throw trouble === "broken" ? awsError("InternalServerError", 500) : awsError(THROTTLED[vendor], 429);
}

const THROTTLED: Record<Exclude<Vendor, "slack">, string> = {
  dynamodb: "ProvisionedThroughputExceededException",
  lambda: "TooManyRequestsException",
  ses: "TooManyRequestsException",
};
