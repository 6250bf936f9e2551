/** A small change that no test of its area notices, and why that is right. */
export interface Survivor {
  file: string;
  code: string;
  becomes: string;
  why: string;
}

/** Whether two are the same change, wherever in the file it has moved to. */
export function isSame(one: Omit<Survivor, "why">, other: Omit<Survivor, "why">): boolean {
  return one.file === other.file && one.code === other.code && one.becomes === other.becomes;
}

/** What docs/mutations.md lists. */
export const SURVIVORS: Survivor[] = [];
