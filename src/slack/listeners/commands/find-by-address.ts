import { InvalidRequest } from "../../../domain/failures.ts";
import { parseEmail } from "../../../domain/parse.ts";
import type { Users } from "../../../domain/ports.ts";
import type { User } from "../../../domain/user.ts";
import { type Answer, message } from "../../blocks/message.ts";
import { words } from "../../text/words.ts";

/** The user of an address's latest onboarding, or the sentence that says why there is none. */
export async function findByAddress(
  users: Pick<Users, "findByEmail">,
  typed: string,
): Promise<{ user: User } | { trouble: Answer }> {
  try {
    const email = parseEmail(typed);
    const user = await users.findByEmail(email);
    return user ? { user } : { trouble: message(words`No onboarding of ${email} is known.`) };
  } catch (error) {
    if (error instanceof InvalidRequest) {
      return { trouble: error.message };
    }
    throw error;
  }
}
