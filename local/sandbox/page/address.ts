import type { Asked } from "../look.ts";

/** The page's own address with these choices. */
export function address(choices: { [Choice in keyof Asked]: Asked[Choice] | undefined }): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(choices)) {
    if (value) {
      query.set(name, value);
    }
  }
  return query.size > 0 ? `/?${query.toString()}` : "/";
}
