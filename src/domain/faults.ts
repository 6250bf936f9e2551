/** One sentence a fault, in the order of the fields. */
export function faults(issues: readonly { message: string }[]): string {
  return issues.map((issue) => `${issue.message}.`).join(" ");
}

/** The first fault of each field, without the field's name in front. */
export function faultsByField(issues: readonly { message: string }[]): Record<string, string> {
  const named = issues.map(({ message }) => {
    const colon = message.indexOf(": ");
    return [message.slice(0, colon), message.slice(colon + 2)] as const;
  });
  return Object.fromEntries(named.toReversed());
}
