import type { Call } from "./border.ts";

/**
 * Names the calls of each execution so that the same call has the same name in every run of an outcome: by what it is for,
 * out of which step, and which one of its like it is. A checkpoint has a name for each of its updates, for it may be cut
 * otherwise in another run.
 */
export function pointNames() {
  const counts = new Map<string, number>();
  const numbered = (execution: string, name: string) => {
    const key = `${execution} ${name}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return `${name} #${count}`;
  };
  return ({ vendor, action, updates, step, invocation }: Call): string[] => {
    const names = updates ? updates.map((update) => `checkpoint of ${update}`) : [`${vendor} ${action} in ${step}`];
    return names.map((name) => numbered(invocation.execution, name));
  };
}
