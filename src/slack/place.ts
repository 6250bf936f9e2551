import type { Button } from "@slack/types";

/** Where someone is in a list: what they search for, and the cursors of the pages behind the first, up to the one that is shown. */
export interface Place {
  search?: string | undefined;
  trail: readonly string[];
}

export const FIRST_PAGE: Place = { trail: [] };

// A button's value has 2,000 characters at most and at least one, private_metadata 3,000.
// https://docs.slack.dev/reference/block-kit/block-elements/button-element https://docs.slack.dev/reference/views/home-tab-views
const LONGEST = 1_200;
const LONGEST_SEARCH = 100;

/** A place in a button's value or a view's metadata. Where it gets too long, the way back skips pages. */
export function written({ search = "", trail }: Place): string {
  const text = `${search.replace(/\s+/gu, " ").trim().slice(0, LONGEST_SEARCH)}\n${trail.join("\n")}`;
  return text.length > LONGEST && trail.length > 1 ? written({ search, trail: trail.slice(1) }) : text;
}

/** The same again. */
export function readPlace(text = ""): Place {
  const [search, ...trail] = text.split("\n");
  return { search: search || undefined, trail: trail.filter((cursor) => cursor !== "") };
}

/** The buttons below a page: to the one before and to the one behind, where there are any. */
export function pageTurners(
  { search, trail }: Place,
  next: string | undefined,
  actionIds: { previous: string; next: string },
): Button[] {
  const turner = (action_id: string, text: string, to: readonly string[]): Button => ({
    type: "button",
    action_id,
    text: { type: "plain_text", text },
    accessibility_label: `${text} page of the list`,
    value: written({ search, trail: to }),
  });
  return [
    ...(trail.length > 0 ? [turner(actionIds.previous, "Previous", trail.slice(0, -1))] : []),
    ...(next === undefined ? [] : [turner(actionIds.next, "Next", [...trail, next])]),
  ];
}
