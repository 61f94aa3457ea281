import * as z from 'zod';
import { type Clock, systemClock } from '../clock';
import type { Credentials } from '../sigv4';
import { matches, type Pattern } from './filter';
import type { LambdaRecord } from './lambda-record';
import { openStream } from './stream-reader';

export type StreamEventSourceOptions = {
  /** The engine of the tables. */
  endpoint: string;
  region: string;
  credentials: Credentials;
  tableName: string;
  functionName: string;
  /** Runs the function to its end and gives what it returned; rejects when it failed. */
  invoke: (functionName: string, event: unknown) => Promise<unknown>;
  /** Records that one of these matches are handed over; absent: all are. */
  filters?: readonly Pattern[];
  /** At most 100 unless told, as Lambda has it. */
  batchSize?: number;
  /** What failed for so long is given up; a day unless told, when a stream forgets it. */
  maximumRecordAgeMs?: number;
  /** Asked once a batch: whether it shall reach two invocations, as at-least-once delivery allows (F37). */
  duplicates?: () => boolean;
  clock?: Clock;
  /** Told why records come again, are given up, or cannot be read. */
  onError: (error: unknown) => void;
};

/** Lambda asks each shard four times a second (Lambda developer guide, using Lambda with DynamoDB streams). */
const pollMs = 250;
const dayMs = 24 * 60 * 60_000;

/** Feeds a table's stream to a function as Lambda does, with partial batch responses. It begins with what is written once this has resolved. */
export const streamEventSource = async (options: StreamEventSourceOptions): Promise<{ close(): Promise<void> }> => {
  const { functionName, invoke, filters, batchSize = 100, duplicates = () => false, onError } = options;
  const { clock = systemClock, maximumRecordAgeMs = dayMs } = options;
  const stream = await openStream(options);
  let [isClosed, wake] = [false, () => undefined as void];
  let left: { record: LambdaRecord; readAt: number }[] = [];

  const isWanted = (record: LambdaRecord) => !filters || filters.some((pattern) => matches(record, pattern));
  const read = async (): Promise<void> => {
    const readAt = clock.now();
    left.push(...(await stream.next()).filter(isWanted).map((record) => ({ record, readAt })));
  };

  const run = (Records: readonly LambdaRecord[]): Promise<unknown> => {
    if (!duplicates()) return invoke(functionName, { Records });
    // What two of them answer need not agree; only one of them is heard.
    const [heard, other] = [invoke(functionName, { Records }), invoke(functionName, { Records })];
    return Promise.allSettled([heard, other]).then(() => heard);
  };

  /** Hands over what waits, batch by batch, until one fails. */
  const handOver = async (): Promise<void> => {
    while (left.length > 0 && !isClosed) {
      const batch = left.slice(0, batchSize).map(({ record }) => record);
      const done = await run(batch).then(
        (answer) => doneOf(answer, batch),
        (error: unknown) => (onError(error), 0),
      );
      left = left.slice(done);
      if (done === batch.length) continue;
      onError(new Error(`${functionName} left ${batch.length - done} of ${batch.length} records for later.`));
      return;
    }
  };

  const giveUpTheOld = (): void => {
    const kept = left.filter(({ readAt }) => clock.now() - readAt < maximumRecordAgeMs);
    if (kept.length < left.length) onError(new Error(`${left.length - kept.length} records are given up.`));
    left = kept;
  };

  const pause = () =>
    new Promise<void>((resume) => {
      const cancel = clock.after(pollMs, resume);
      wake = () => (cancel(), resume());
    });

  const poll = async (): Promise<void> => {
    let isReadable = true;
    while (!isClosed) {
      try {
        if (left.length === 0) await read();
        isReadable = true;
      } catch (error) {
        if (isReadable) onError(error); // once: an engine that is gone is told of by who started it
        isReadable = false;
      }
      await handOver();
      giveUpTheOld();
      if (!isClosed) await pause();
    }
  };

  const polling = poll();
  return {
    close: async () => {
      isClosed = true;
      wake();
      await polling;
      stream.close();
    },
  };
};

const BatchResponse = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() })
  .nullish();

/**
 * How many records of the batch, from its beginning, are dealt with: all before the first that is named as failed. An
 * answer that names none is success; one of another shape, or that names what was not in the batch, is failure of all.
 */
const doneOf = (answer: unknown, batch: readonly LambdaRecord[]): number => {
  const parsed = BatchResponse.safeParse(answer);
  if (!parsed.success) return 0;
  const failed = parsed.data?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier) ?? [];
  const places = failed.map((id) => batch.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === id));
  return places.length === 0 ? batch.length : Math.max(0, Math.min(...places));
};
