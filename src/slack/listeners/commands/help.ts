/** How to start an onboarding by typing, for those who wrote it in another way. */
export const USAGE = "Write it like this: `/onboard ada@example.com Ada Lovelace`";

/** Everything that `/onboard` understands. */
export const HELP = [
  "`/onboard` opens a form to start an onboarding: the new user gets an email with a link, and a card asks for a decision.",
  "`/onboard <email> <full name>` starts it at once.",
  "`/onboard list` shows who waits for a decision, oldest first.",
  "`/onboard status <email>` tells where one stands, and its history.",
  "`/onboard cancel <email>` rejects one that still waits.",
  "`/onboard help` shows this.",
]
  .join("\n")
  .replaceAll("<", "&lt;")
  .replaceAll(">", "&gt;");
