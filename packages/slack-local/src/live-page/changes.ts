/** Tells listeners that something changed. */
export interface Changes {
  announce: () => void;
  /** Calls back on each change until the returned function is called. */
  subscribe: (listener: () => void) => () => void;
}

/** Changes of one thing. */
export function changes(): Changes {
  const listeners = new Set<() => void>();
  return {
    announce() {
      for (const listener of listeners) {
        listener();
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
