import type { Report } from '@parley/core';
import { accessChangeOf, StreamRecord } from '@parley/dynamodb';
import * as z from 'zod';
import type { BatchResponse } from './deliver-batch';

/** What the stream of a table hands to a function: changes of rows, those of one row in their order. */
export const StreamEvent = z.object({ Records: z.array(z.unknown()) });
export type StreamEvent = z.infer<typeof StreamEvent>;

type Change = { personId: string; sequenceNumber: string };

/**
 * Closes the connections of those whose coming in has changed, each once a batch and all at once. Where that fails for
 * somebody, the batch comes again from the first change that is not dealt with: whom it closes a second time is closed.
 */
export const closeBatch = async (
  { close, report }: { close: (personId: string) => Promise<void>; report: Report },
  { Records }: StreamEvent,
): Promise<BatchResponse> => {
  const changes = Records.flatMap((record) => changeIn(record, report) ?? []);
  const left = new Set<string>();
  await Promise.all(
    [...new Set(changes.map(({ personId }) => personId))].map(async (personId) => {
      try {
        await close(personId);
      } catch (error) {
        report('connections not closed', { personId, error });
        left.add(personId);
      }
    }),
  );
  const first = changes.find(({ personId }) => left.has(personId));
  return { batchItemFailures: first ? [{ itemIdentifier: first.sequenceNumber }] : [] };
};

const changeIn = (record: unknown, report: Report): Change | undefined => {
  const parsed = StreamRecord.safeParse(record);
  if (!parsed.success) {
    // It would be as little understood the next time, and would hold up all behind it.
    report('stream record not understood', { error: parsed.error });
    return undefined;
  }
  const personId = accessChangeOf(parsed.data);
  return personId === undefined ? undefined : { personId, sequenceNumber: parsed.data.dynamodb.SequenceNumber };
};
