/** The profile table's shape, for the adapter and for what creates the table. Every key and sort key is a string. */
export const profileTable = {
  partitionKey: "user_id",
  ttlAttribute: "ttl",
  /** What the keys of the counts of tried codes begin with, and no other item's: a user ID contains no "#". */
  triesPrefix: "tries#",
  /** Sparse: an item is listed while it has the partition key. All attributes are projected. */
  pendingIndex: { name: "pending-by-deadline", partitionKey: "pending", sortKey: "expires_at" },
  /** The same for those that have ended. */
  endedIndex: { name: "ended-by-time", partitionKey: "closed", sortKey: "closed_at" },
} as const;
