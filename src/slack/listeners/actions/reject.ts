import type { DecidePorts } from "../../../domain/decide.ts";
import type { Press } from "../../press.ts";
import { decideByPress } from "./decide-by-press.ts";

/** Answers a press on Reject, which Slack sends once its confirm dialog was confirmed. */
export function reject(ports: DecidePorts, press: Press): Promise<string> {
  return decideByPress(ports, press, "rejected");
}
