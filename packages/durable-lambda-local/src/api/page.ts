import { invalidParameter } from "../errors.ts";

/** A page of a list: where it begins, and how many it holds at most. */
export interface Page {
  offset: number;
  limit: number;
}

const DEFAULT_ITEMS = 100;

/** The page that a caller asks for; throws InvalidParameterValueException for a marker that this service never gave. */
export function pageOf({ Marker, MaxItems }: { Marker?: string | undefined; MaxItems?: number | undefined }): Page {
  if (Marker && !/^\d{1,9}$/u.test(Marker)) {
    throw invalidParameter("Marker must be the NextMarker of an earlier answer.");
  }
  return { offset: Number(Marker ?? 0), limit: MaxItems || DEFAULT_ITEMS };
}

/** Where the next page begins, in the form in which a caller gives it back. */
export const marker = (next: number | undefined) => (next === undefined ? undefined : String(next));
