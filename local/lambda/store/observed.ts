import type { Store } from "../../store.ts";

/** A store that calls back after every transaction that was committed. */
export function observed(store: Store, committed: () => void): Store {
  return {
    ...store,
    transaction(change) {
      const result = store.transaction(change);
      committed();
      return result;
    },
  };
}
