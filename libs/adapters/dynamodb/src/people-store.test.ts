import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { peopleStore } from './people-store';
import { failWith, loseNextReply, patience } from './testing/faults';
import { useDynamodb } from './testing/fresh-tables';

const freshTables = useDynamodb();
const ana = { id: 'ana', name: 'Ana', email: 'ana@example.com' };
const start = async () => {
  const connected = { ...(await freshTables()), ...patience() };
  return { connected, people: peopleStore(connected) };
};

it('tries again to store a person whose rows others write at the same time', async () => {
  const { connected, people } = await start();
  const CancellationReasons = [{ Code: 'None' }, { Code: 'TransactionConflict' }];
  failWith(connected, [new TransactionCanceledException({ $metadata: {}, message: '', CancellationReasons })]);
  expect(await people.create(ana)).toBe(true);
  expect(await people.get(['ana'])).toEqual([ana]);
});

it('knows that a person is new although the first reply was lost', async () => {
  const { connected, people } = await start();
  loseNextReply(connected);
  expect(await people.create(ana)).toBe(true);
});
