import type { Core, Report } from '@parley/core';
import { accessChangeOf, removalOf, StreamRecord } from '@parley/dynamodb';
import * as z from 'zod';
import type { BatchResponse } from './deliver-batch';

/** What the stream of a table hands to a function: changes of rows, those of one row in their order. */
export const StreamEvent = z.object({ Records: z.array(z.unknown()) });
export type StreamEvent = z.infer<typeof StreamEvent>;

type Change = { personId: string; sequenceNumber: string };
type Following = {
  /** Whom a record is about; undefined: nobody, and it is passed over. */
  whose: (record: StreamRecord) => string | undefined;
  does: (personId: string) => Promise<void>;
  /** What whoever runs this is told where it fails. */
  failure: string;
};

/** Closes the connections of those whose coming in has changed. */
export const closeBatch = (
  { core, report }: { core: Pick<Core, 'accessChanged'>; report: Report },
  event: StreamEvent,
): Promise<BatchResponse> =>
  follow({ whose: accessChangeOf, does: core.accessChanged, failure: 'connections not closed' }, report, event);

/** Finishes the removal of those who were removed. */
export const removalBatch = (
  { core, report }: { core: Pick<Core, 'removed'>; report: Report },
  event: StreamEvent,
): Promise<BatchResponse> =>
  follow({ whose: removalOf, does: core.removed, failure: 'removal not finished' }, report, event);

/**
 * Does something for each person once a batch and for all at once. Where that fails for somebody, the batch comes again
 * from the first change that is not dealt with: for whom it is done a second time, it changes nothing.
 */
const follow = async (
  { whose, does, failure }: Following,
  report: Report,
  { Records }: StreamEvent,
): Promise<BatchResponse> => {
  const changes = Records.flatMap((record) => changeIn(record, whose, report) ?? []);
  const left = new Set<string>();
  await Promise.all(
    [...new Set(changes.map(({ personId }) => personId))].map(async (personId) => {
      try {
        await does(personId);
      } catch (error) {
        report(failure, { personId, error });
        left.add(personId);
      }
    }),
  );
  const first = changes.find(({ personId }) => left.has(personId));
  return { batchItemFailures: first ? [{ itemIdentifier: first.sequenceNumber }] : [] };
};

const changeIn = (record: unknown, whose: Following['whose'], report: Report): Change | undefined => {
  const parsed = StreamRecord.safeParse(record);
  if (!parsed.success) {
    // It would be as little understood the next time, and would hold up all behind it.
    report('stream record not understood', { error: parsed.error });
    return undefined;
  }
  const personId = whose(parsed.data);
  return personId === undefined ? undefined : { personId, sequenceNumber: parsed.data.dynamodb.SequenceNumber };
};
