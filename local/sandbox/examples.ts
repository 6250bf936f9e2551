/** People to onboard for a try; their addresses are nobody's. */
export const EXAMPLES = [
  "Ada Lovelace",
  "Grace Hopper",
  "Katherine Johnson",
  "Mary Jackson",
  "Alan Turing",
  "Barbara Liskov",
  "Edsger Dijkstra",
  "Radia Perlman",
  "Donald Knuth",
  "Frances Allen",
  "Tony Hoare",
  "Margaret Hamilton",
] as const;

/** The address of an example: `ada@example.com`, and `ada.2@example.com` for the second of that name. */
export function addressOf(name: string): string {
  const [first = "", ...rest] = name.toLowerCase().split(" ");
  const number = /^\d+$/u.exec(rest.at(-1) ?? "")?.[0];
  return `${first}${number ? `.${number}` : ""}@example.com`;
}

/** So many examples whose address is free, in their order; after the last one they come again with a number. */
export function freeExamples(taken: ReadonlySet<string>, count: number = EXAMPLES.length): string[] {
  const free: string[] = [];
  for (let round = 1; free.length < count; round += 1) {
    const names = EXAMPLES.map((name) => (round === 1 ? name : `${name} ${round}`));
    free.push(...names.filter((name) => !taken.has(addressOf(name))));
  }
  return free.slice(0, count);
}
