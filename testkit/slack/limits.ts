import { readFileSync } from "node:fs";
import type { Message } from "../../src/slack/words.ts";

/** What a property may hold at most: characters, or items; and whether it may be empty. */
interface Limit {
  characters?: number | undefined;
  items?: number | undefined;
  isFilled?: boolean;
}
type Limits = ReadonlyMap<string, Limit>;

// Each behind those that it extends.
const FILES = ["block-kit/extensions", "block-kit/composition-objects", "block-kit/block-elements", "block-kit/blocks"];
const INTERFACE = /^(?:export )?interface (?<name>\w+)(?: extends (?<parents>[^{]+))? \{\n(?<body>[^]*?)^\}/gmu;
const MEMBER = /\/\*\*(?<comment>(?:(?!\*\/)[^])*)\*\/\s+(?<name>\w+)\??: (?<type>[^;]+);/gu;

/** Slack's documentation gives an option's value 150; the comment in its types is older. https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const NEWER: Record<string, Limit> = { "OptionDescriptor.value": { characters: 150 } };

const interfaces = new Map<string, Map<string, Limit>>();
const byType = new Map<string, Limits>();

for (const file of [...FILES, "views"]) {
  const text = readFileSync(new URL(`${file}.d.ts`, import.meta.resolve("@slack/types")), "utf8");
  for (const { groups: { name = "", parents = "", body = "" } = {} } of text.matchAll(INTERFACE)) {
    const inherited = (parents.match(/\w+/gu) ?? []).flatMap((parent) => [...(interfaces.get(parent) ?? [])]);
    const own = [...body.matchAll(MEMBER)].map(({ groups: member = {} }) => {
      const property = member["name"] ?? "";
      return [
        property,
        NEWER[`${name}.${property}`] ?? limitIn(member["comment"] ?? "", member["type"] ?? ""),
      ] as const;
    });
    interfaces.set(name, new Map([...inherited, ...own]));
    const type = /^\s+type: '(?<type>\w+)';/mu.exec(body)?.groups?.["type"];
    if (type !== undefined) {
      byType.set(type, new Map([...(byType.get(type) ?? []), ...(interfaces.get(name) ?? [])]));
    }
  }
}

function limitIn(comment: string, type: string): Limit {
  const prose = comment.replace(/\s*\n\s*\*\s*/gu, " ");
  const number = (pattern: RegExp) => {
    const found = pattern.exec(prose)?.groups?.["most"];
    return found === undefined ? undefined : Number(found.replaceAll(",", ""));
  };
  const isArray = /\]$|^Array</u.test(type);
  return {
    characters: number(/max(?:imum)?\b[^.\d]*(?:length[^.\d]*)?(?:is 1 and [^.\d]*)?(?<most>\d[\d,]*)\s+characters/iu),
    items: isArray ? number(/(?:max(?:imum)?\b[^.\d]*|up to )(?<most>\d[\d,]*)(?![\d,]*\s+characters)/iu) : undefined,
    isFilled: /minimum length (?:for the `?text`? in this field )?is 1\b/iu.test(prose),
  };
}

/** Objects that have no type of their own, by the property that holds them. */
const UNTYPED: Record<string, readonly string[]> = {
  confirm: ["ConfirmationDialog"],
  options: ["PlainTextOption"],
  initial_option: ["PlainTextOption"],
  dispatch_action_config: ["DispatchActionConfig"],
  style: [],
};

/**
 * What of a surface exceeds the limits that Slack writes into the comments of its own types, as "/blocks/0/text: 151 characters,
 * not 150". An object of a kind that those don't describe is a fault too, so nothing passes unseen. Nothing here is ours to get wrong
 * but the reading, which a test pins.
 */
export function documentedFaults(value: unknown, path = "", within = ""): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, n) => documentedFaults(item, `${path}/${n}`, within));
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const limits = limitsOf(value, within);
  if (limits === undefined) {
    return [`${path}: Slack's types describe no such object`];
  }
  return Object.entries(value).flatMap(([name, part]) => [
    ...over(part, limits.get(name) ?? {}, `${path}/${name}`),
    ...documentedFaults(part, `${path}/${name}`, name),
  ]);
}

function limitsOf(value: object, within: string): Limits | undefined {
  if ("type" in value) {
    return byType.get(String(value.type));
  }
  const names = UNTYPED[within];
  return names && new Map(names.flatMap((name) => [...(interfaces.get(name) ?? [])]));
}

/** A limit on characters is one on a text, on the text in an object, or on that of each item. */
function over(part: unknown, limit: Limit, path: string): string[] {
  const { characters = Number.POSITIVE_INFINITY, items = Number.POSITIVE_INFINITY, isFilled } = limit;
  if (Array.isArray(part)) {
    const each = part.flatMap((item, n) => over(item, { characters }, `${path}/${n}`));
    return [...(part.length > items ? [`${path}: ${part.length} items, not ${items}`] : []), ...each];
  }
  const text = typeof part === "object" && part !== null && "text" in part ? part.text : part;
  if (typeof text !== "string") {
    return [];
  }
  return [
    ...(text.length > characters ? [`${path}: ${text.length} characters, not ${characters}`] : []),
    ...(isFilled && text === "" ? [`${path}: empty`] : []),
  ];
}

/** What of a message exceeds Slack's limits, those included that its types don't name. */
export function overLimits({ text, blocks }: Message): string[] {
  return [
    // https://docs.slack.dev/reference/methods/chat.postMessage#truncating https://docs.slack.dev/reference/block-kit/blocks
    ...over(text, { characters: 4_000 }, "/text"),
    ...over(blocks, { items: 50 }, "/blocks"),
    // Slack documents no sum and refuses one of some 13,000: https://github.com/slackapi/bolt-js/issues/2509
    ...over(JSON.stringify(blocks), { characters: 12_000 }, "/blocks as JSON"),
    ...documentedFaults(blocks, "/blocks"),
  ];
}

/** The limits that were read of the interface with this name. */
export function documentedLimits(name: string): Record<string, Limit> {
  return Object.fromEntries(interfaces.get(name) ?? []);
}
