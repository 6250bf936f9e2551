import type { Deadline } from "../../../domain/deadline.ts";
import type { Users } from "../../../domain/ports.ts";
import { onboardingId } from "../../../domain/user.ts";
import type { Actor } from "../../access/access.ts";
import type { Answer } from "../../blocks/message.ts";
import { decideInSlack, type SlackDecidePorts } from "../../decide-in-slack.ts";
import { findByAddress } from "./find-by-address.ts";

interface CancelPorts extends SlackDecidePorts {
  users: Pick<Users, "find" | "findByEmail">;
}

/** Who cancelled is in the decision itself, as a Slack user ID: a command's `user_name` may be absent. */
const CANCELLED = "cancelled with /onboard cancel";

/** Rejects a pending user by address. Whoever comes second is told what is true. */
export async function cancel(ports: CancelPorts, actor: Actor, email: string, deadline: Deadline): Promise<Answer> {
  const refused = await ports.access.decide(actor);
  if (refused !== undefined) {
    return refused;
  }
  const found = await findByAddress(ports.users, email);
  if ("trouble" in found) {
    return found.trouble;
  }
  const { userId } = found.user;
  const about = { userId, onboardingId: onboardingId(found.user) };
  const rejection = { ...about, actor, outcome: "rejected", reason: CANCELLED } as const;
  const { answer } = await decideInSlack(ports, rejection, deadline);
  return answer;
}
