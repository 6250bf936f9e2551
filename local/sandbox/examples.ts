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

/** The address of an example: `ada@example.com`. */
export function addressOf(name: string): string {
  return `${name.split(" ", 1)[0]?.toLowerCase()}@example.com`;
}

/** The examples whose address is free, in their order; all of them where none is. */
export function freeExamples(taken: ReadonlySet<string>): readonly string[] {
  const free = EXAMPLES.filter((name) => !taken.has(addressOf(name)));
  return free.length > 0 ? free : EXAMPLES;
}
