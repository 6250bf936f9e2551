import type { DecidePorts } from "../../../domain/decide.ts";
import type { Press } from "../../press.ts";
import { decideByPress } from "./decide-by-press.ts";

/** Answers a press on Verify. */
export function verify(ports: DecidePorts, press: Press): Promise<string> {
  return decideByPress(ports, press, "verified");
}
