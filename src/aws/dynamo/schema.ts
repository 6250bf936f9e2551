/** The profile table's shape, for the adapter and for what creates the table. Every key and sort key is a string. */
export const profileTable = {
  partitionKey: "user_id",
  ttlAttribute: "ttl",
  /** The prefix of the keys that count tried codes; user IDs contain no "#". */
  triesPrefix: "tries#",
  /** Sparse: an item is listed while it has the partition key. All attributes are projected. */
  pendingIndex: { name: "pending-by-deadline", partitionKey: "pending", sortKey: "expires_at" },
  /** The same for those that have ended. */
  endedIndex: { name: "ended-by-time", partitionKey: "closed", sortKey: "closed_at" },
} as const;
