import { keys } from '@parley/dynamodb';
import { describe, expect, it } from 'vitest';
import { closeBatch, removalBatch } from './stream-batch';

const changed = (personId: string, SequenceNumber: string, NewImage: object) => {
  const { PK, SK } = keys.person(personId);
  return {
    eventName: 'MODIFY',
    dynamodb: { Keys: { PK: { S: PK }, SK: { S: SK } }, SequenceNumber, OldImage: {}, NewImage },
  };
};
const suspended = (personId: string, at: string) => changed(personId, at, { status: { S: 'suspended' } });
const removed = (personId: string, at: string) => changed(personId, at, { status: { S: 'removed' } });
const renamed = (personId: string, at: string) => changed(personId, at, { name: { S: 'X' } });

/** Hands a batch over to one of the two; what it does fails for those of `failing`. */
const handOver = async (batch: typeof closeBatch | typeof removalBatch, Records: unknown[], failing: string[] = []) => {
  const done: string[] = [];
  const reports: string[] = [];
  const act = async (personId: string) => {
    done.push(personId);
    if (failing.includes(personId)) throw new Error('throttled');
  };
  const core = { accessChanged: act, removed: act };
  const { batchItemFailures } = await batch({ core, report: (what) => void reports.push(what) }, { Records });
  return { done, reports, again: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
};

describe('what closes connections', () => {
  it('[DEL-6] closes for each person once whose coming in has changed, and for nobody else', async () => {
    const batch = [suspended('ana', '1'), renamed('bo', '2'), removed('ana', '3'), removed('cy', '4')];
    expect(await handOver(closeBatch, batch)).toEqual({ done: ['ana', 'cy'], reports: [], again: [] });
  });

  it('[DEL-6] tries all, and lets the batch come again from the first that failed', async () => {
    const batch = [suspended('ana', '1'), suspended('bo', '2'), suspended('cy', '3'), suspended('bo', '4')];
    const { done, reports, again } = await handOver(closeBatch, batch, ['bo', 'cy']);
    expect(done).toEqual(['ana', 'bo', 'cy']);
    expect(reports).toEqual(['connections not closed', 'connections not closed']);
    expect(again).toEqual(['2']);
  });
});

describe('what finishes removals', () => {
  it('[AUTH-6] finishes that of each who was removed once, and of nobody else', async () => {
    const batch = [removed('ana', '1'), suspended('bo', '2'), removed('ana', '3'), renamed('cy', '4')];
    expect(await handOver(removalBatch, batch)).toEqual({ done: ['ana'], reports: [], again: [] });
  });

  it('[AUTH-6] tries all, and lets the batch come again from the first that failed', async () => {
    const batch = [removed('ana', '1'), removed('bo', '2'), removed('cy', '3')];
    const { done, reports, again } = await handOver(removalBatch, batch, ['bo']);
    expect(done).toEqual(['ana', 'bo', 'cy']);
    expect(reports).toEqual(['removal not finished']);
    expect(again).toEqual(['2']);
  });
});

describe.each([
  ['what closes connections', closeBatch],
  ['what finishes removals', removalBatch],
])('%s', (_, batch) => {
  it.each([{}, null, 'x', { eventName: 'MODIFY', dynamodb: { Keys: {} } }])(
    'passes over %j, tells whoever runs this, and does the rest',
    async (nonsense) => {
      expect(await handOver(batch, [nonsense, removed('ana', '2')])).toEqual({
        done: ['ana'],
        reports: ['stream record not understood'],
        again: [],
      });
    },
  );
});
