/** Medians of two other durable engines with the same workflow on the same machine, 64 in flight. */
export const OTHERS = {
  "Restate 1.7": { "2000: per s": 337, "p50 ms": 6.4, "ready s": 0.39 },
  "DBOS on PostgreSQL": { "2000: per s": 162, "p50 ms": 5.4, "ready s": 1.2 },
} as const;
