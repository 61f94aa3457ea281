import { fail, Fault, queryCodeOf } from './fault';

type Failed = { Id: string; Code: string; SenderFault: true; Message: string };

/** Runs the entries of a batch in their order: each succeeds or fails by itself, once the batch as such is sound. */
export const runBatch = <E extends { Id: string }, R extends object>(
  entries: readonly E[],
  run: (entry: E) => R,
): { Successful: ({ Id: string } & R)[]; Failed?: Failed[] } => {
  refuseUnsound(entries);
  const [successful, failed]: [({ Id: string } & R)[], Failed[]] = [[], []];
  for (const entry of entries) {
    try {
      successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      failed.push({ Id: entry.Id, Code: queryCodeOf(error), SenderFault: true, Message: error.message });
    }
  }
  return { Successful: successful, ...(failed.length > 0 && { Failed: failed }) };
};

const refuseUnsound = (entries: readonly { Id: string }[]): void => {
  if (entries.length === 0) fail('EmptyBatchRequest', 'The batch request does not contain any entries.');
  // 10 messages a batch: SQS message quotas.
  if (entries.length > 10)
    fail(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  for (const { Id } of entries)
    if (!/^[\w-]{1,80}$/.test(Id))
      fail(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores.',
      );
  const ids = new Set(entries.map(({ Id }) => Id));
  if (ids.size < entries.length) fail('BatchEntryIdsNotDistinct', 'Two or more batch entries have the same Id.');
};
