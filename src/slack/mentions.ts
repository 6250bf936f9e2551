import type { KnownBlock, RichTextElement } from "@slack/types";
import type { Clock } from "../domain/clock.ts";
import { kept } from "../domain/deadline.ts";
import { HERE, isGroup } from "../domain/people.ts";
import { callSlack, type SlackClients } from "./web-api.ts";
import { type Element, type Message, fallback, inMrkdwn, person, richText, words } from "./words.ts";

/**
 * A message that mentions people, which notifies them, in a thread as well. The mentions go above the controls, and at the end of the
 * text that a notification shows.
 */
export function calling({ text, blocks }: Message, who: readonly string[]): Message {
  if (who.length === 0) {
    return { text, blocks };
  }
  const line = who.flatMap((id, index) => [...words`${index > 0 ? " " : ""}`, called(id)]);
  const place = blocks.findIndex(({ type }) => type === "actions");
  return {
    text: `${text}\n${fallback(line)}`,
    blocks: blocks.toSpliced(place < 0 ? blocks.length : place, 0, richText(line)),
  };
}

/**
 * Slack says what "here" notifies: https://docs.slack.dev/reference/block-kit/block-elements/broadcast-element. Of a user and a group it
 * says only that they are mentioned (…/user-element, …/usergroup-element); that an app's mention notifies is what people report, those
 * first who don't want it to: https://github.com/optionfactory/gdrive2slack/issues/8
 */
function called(id: string): Element {
  if (id === HERE) {
    return { type: "broadcast", range: "here" };
  }
  return isGroup(id) ? { type: "usergroup", usergroup_id: id } : person(id);
}

const MENTION = /<@(?<id>[UW][A-Z0-9]+)>/gu;

/**
 * The message with people's names in the place of mentions, so that it notifies none of them: Slack has no mention that does
 * not notify. Someone whose name is not known stays mentioned, because a line must say who.
 */
export async function naming(message: Message, nameOf: NameOf): Promise<Message> {
  const ids = new Set([...mentionedIn(message.text), ...message.blocks.flatMap(mentionedBy)]);
  const names = new Map(await Promise.all([...ids].map(async (id) => [id, await nameOf(id)] as const)));
  const spoken = (text: string) =>
    text.replace(MENTION, (whole, id: string) => {
      const name = names.get(id);
      return name === undefined ? whole : inMrkdwn(name).join("");
    });
  const blocks = message.blocks.map((block) => named(block, names, spoken));
  return { text: spoken(message.text), blocks };
}

function mentionedIn(mrkdwn: string): string[] {
  return [...mrkdwn.matchAll(MENTION)].flatMap(({ groups }) => groups?.["id"] ?? []);
}

function mentionedBy(block: KnownBlock): string[] {
  if (block.type === "context") {
    return block.elements.flatMap((element) => (element.type === "mrkdwn" ? mentionedIn(element.text) : []));
  }
  const parts = block.type === "rich_text" ? block.elements : [];
  return parts
    .flatMap((part) => (part.type === "rich_text_section" ? part.elements : []))
    .flatMap((element) => (element.type === "user" ? element.user_id : []));
}

/** A person's name by ID; undefined where Slack does not give it. */
export type NameOf = (userId: string) => Promise<string | undefined>;

function named(
  block: KnownBlock,
  names: ReadonlyMap<string, string | undefined>,
  spoken: (text: string) => string,
): KnownBlock {
  if (block.type === "context") {
    const elements = block.elements.map((element) =>
      element.type === "mrkdwn" ? { ...element, text: spoken(element.text) } : element,
    );
    return { ...block, elements };
  }
  if (block.type !== "rich_text") {
    return block;
  }
  const nameIn = (element: RichTextElement): RichTextElement => {
    const name = element.type === "user" ? names.get(element.user_id) : undefined;
    return name === undefined ? element : { type: "text", text: name };
  };
  const elements = block.elements.map((part) =>
    part.type === "rich_text_section" ? { ...part, elements: part.elements.map(nameIn) } : part,
  );
  return { ...block, elements };
}

const HOUR_MILLISECONDS = 3_600_000;

/**
 * People's names as Slack shows them, each asked for once an hour. Needs the scope users:read; without it, or when Slack does not
 * answer, there is no name, and nothing waits for one.
 * https://docs.slack.dev/reference/methods/users.info
 */
export function slackNames(clients: SlackClients, now: Clock): NameOf {
  const known = new Map<string, NameOf>();
  const ask = async (user: string) => {
    const { profile, real_name } = (await callSlack(clients, (slack) => slack.users.info({ user }))).user ?? {};
    return profile?.display_name || real_name;
  };
  return async (userId) => {
    const name = known.get(userId) ?? kept(() => ask(userId), { now, milliseconds: HOUR_MILLISECONDS });
    known.set(userId, name);
    return name(userId).catch(() => undefined);
  };
}
