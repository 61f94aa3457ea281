/** How a FIFO queue behaves: the names are those of the attributes that the service keeps for it. */
export type QueueSettings = {
  /** 30 s unless told: the service's default. */
  visibilityTimeoutSeconds?: number;
  /** Four days unless told: the service's default. */
  messageRetentionSeconds?: number;
  /** Whether an id is a duplicate in the whole queue or in one group. The queue, unless told. */
  deduplicationScope?: 'queue' | 'messageGroup';
  fifoThroughputLimit?: 'perQueue' | 'perMessageGroupId';
  /** Where a message goes instead of being received once more than so often. */
  deadLetter?: { queue: string; maxReceiveCount: number };
};
