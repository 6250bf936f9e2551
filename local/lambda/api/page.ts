/** A page of a list: where it begins, and how many it holds at most. */
export interface Page {
  offset: number;
  limit: number;
}

/** Where the next page begins, in the form in which a caller gives it back. */
export const marker = (next: number | undefined) => (next === undefined ? undefined : String(next));
