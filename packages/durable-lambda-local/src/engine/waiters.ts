/** Callers that wait for something to happen to executions. */
export function waiters() {
  const byExecution = new Map<number, (() => void)[]>();
  const release = (key: number) => {
    byExecution.get(key)?.forEach((resolve) => resolve());
    byExecution.delete(key);
  };
  return {
    /** Resolves when the execution is released. */
    async wait(key: number): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>();
      byExecution.set(key, [...(byExecution.get(key) ?? []), resolve]);
      await promise;
    },
    release,
    releaseAll: () => [...byExecution.keys()].forEach(release),
  };
}
