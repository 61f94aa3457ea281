import { keys } from '@parley/dynamodb';
import { expect, it } from 'vitest';
import { closeBatch } from './close-batch';

const suspended = (personId: string, SequenceNumber: string) => {
  const { PK, SK } = keys.person(personId);
  return {
    eventName: 'MODIFY',
    dynamodb: {
      ...{ Keys: { PK: { S: PK }, SK: { S: SK } }, SequenceNumber },
      ...{ OldImage: {}, NewImage: { status: { S: 'suspended' } } },
    },
  };
};
const renamed = (personId: string, SequenceNumber: string) => {
  const { eventName, dynamodb } = suspended(personId, SequenceNumber);
  return { eventName, dynamodb: { ...dynamodb, NewImage: { name: { S: 'X' } } } };
};

/** Hands a batch over; closing fails for those of `failing`. */
const handOver = async (Records: unknown[], failing: string[] = []) => {
  const closed: string[] = [];
  const reports: string[] = [];
  const close = async (personId: string) => {
    closed.push(personId);
    if (failing.includes(personId)) throw new Error('throttled');
  };
  const { batchItemFailures } = await closeBatch({ close, report: (what) => void reports.push(what) }, { Records });
  return { closed, reports, again: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
};

it('[DEL-6] closes for each person once whose coming in has changed, and for nobody else', async () => {
  const batch = [suspended('ana', '1'), renamed('bo', '2'), suspended('ana', '3'), suspended('cy', '4')];
  expect(await handOver(batch)).toEqual({ closed: ['ana', 'cy'], reports: [], again: [] });
});

it('[DEL-6] tries all, and lets the batch come again from the first that failed', async () => {
  const batch = [suspended('ana', '1'), suspended('bo', '2'), suspended('cy', '3'), suspended('bo', '4')];
  const { closed, reports, again } = await handOver(batch, ['bo', 'cy']);
  expect(closed).toEqual(['ana', 'bo', 'cy']);
  expect(reports).toEqual(['connections not closed', 'connections not closed']);
  expect(again).toEqual(['2']);
});

it.each([{}, null, 'x', { eventName: 'MODIFY', dynamodb: { Keys: {} } }])(
  'passes over %j, tells whoever runs this, and does the rest',
  async (nonsense) => {
    expect(await handOver([nonsense, suspended('ana', '2')])).toEqual({
      closed: ['ana'],
      reports: ['stream record not understood'],
      again: [],
    });
  },
);
