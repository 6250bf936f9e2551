import { LOCAL } from "../../local/address.ts";
import { addressKey } from "../../src/aws/dynamo/table.ts";
import type { SlackMessage } from "../../packages/slack-local/src/slack.ts";
import type { Case } from "./drive.ts";
import type { Outcome } from "./outcomes.ts";
import type { World } from "./world.ts";

/** What stands after an onboarding, to compare with what must: once everything has ended, a card has no controls. */
export async function endOf(world: World, { userId, email, arn }: Case) {
  const [user, lock] = await Promise.all([world.users.find(userId), world.item(addressKey(email))]);
  const execution = world.execution(arn);
  return {
    execution: execution?.status,
    profile: user?.status,
    decision: user?.decision && { ...user.decision, at: "" },
    holdsAddress: lock !== undefined && !("ended" in lock),
    card: cardAt(world, user?.card?.ts),
  };
}

/** The card of an execution, be its profile another onboarding's by now; undefined if there is none. */
export function cardOf(world: World, { arn }: Pick<Case, "arn">) {
  const posted = world.operations(arn).find(({ name }) => name === "post-to-slack");
  const { answer } = JSON.parse(posted?.result ?? "{}");
  return cardAt(world, answer?.ts);
}

function cardAt(world: World, ts: string | undefined) {
  const messages = world.slack.messages(LOCAL.channel);
  const card = ts === undefined ? undefined : messages.find((message) => message.ts === ts);
  return card && { heading: headingOf(card), hasControls: card.blocks?.some(({ type }) => type === "actions") };
}

/** What must stand after an onboarding. */
export function expectedEnd({ ends, decision, down }: Outcome) {
  return {
    execution: ends === "FAILED" ? "FAILED" : "SUCCEEDED",
    profile: ends,
    decision: decision && { ...decision, at: "" },
    holdsAddress: ends === "ACTIVE",
    card: down.includes("slack") ? undefined : { heading: `${HEADINGS[ends]}: Ada Lovelace`, hasControls: false },
  };
}

export const HEADINGS = {
  ACTIVE: "✅ Verified",
  REJECTED: "⛔ Rejected",
  CANCELLED: "↩︎ Cancelled",
  EXPIRED: "⌛ Expired",
  FAILED: "⚠️ Failed",
};

function headingOf({ blocks = [] }: SlackMessage): string | undefined {
  return blocks.flatMap((block) => (block.type === "header" ? block.text.text : []))[0];
}
