/** What is left to deliver: the entries `from`..`to` of a log, to those members of it who are in shard `shard` of `of`. */
export type Delivery = {
  conversationId: string;
  /** The first and the last seq, both included: `from` ≤ `to`. */
  from: number;
  to: number;
  /** 0 ≤ `shard` < `of`. Who is in a shard follows from the person alone, so every process cuts the members alike. */
  shard: number;
  of: number;
};

/**
 * Keeps deliveries until another process has made them. Each comes out at least once; those of one shard of a
 * conversation come out in the order in which they were added, and never two batches of them at the same time.
 */
export type DeliveryQueue = {
  /**
   * Durable once it resolves: all of them. Rejects when any of them may not have been taken; adding them all again is
   * then right, since what comes out twice is delivered twice and clients drop a frame that they know.
   */
  add(deliveries: readonly Delivery[]): Promise<void>;
};
