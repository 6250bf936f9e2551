import type { Store } from "./sqlite.ts";

/** A store that tells its listeners of every transaction. */
export function observed(store: Store) {
  const listeners = new Set<() => void>();
  const announce = () => listeners.forEach((listener) => listener());
  const told: Store = {
    ...store,
    transaction(change) {
      const result = store.transaction(change);
      announce();
      return result;
    },
  };
  return {
    store: told,
    announce,
    /** Calls back after every transaction until the returned function is called. */
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
