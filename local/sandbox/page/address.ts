/** The page's own address with these choices. */
export function address(choices: Partial<Record<"execution" | "mail" | "as", string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(choices)) {
    if (value !== undefined) {
      query.set(name, value);
    }
  }
  return query.size > 0 ? `/?${query.toString()}` : "/";
}
