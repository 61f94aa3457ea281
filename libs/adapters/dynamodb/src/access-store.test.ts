import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { plainAccess } from '@parley/core';
import { expect, it } from 'vitest';
import { accessStore } from './access-store';
import { peopleStore } from './people-store';
import { failWith, loseNextReply, patience, watch } from './testing/faults';
import { useDynamodb } from './testing/fresh-tables';

const freshTables = useDynamodb();
const owner = { ...plainAccess, role: 'owner' } as const;
const start = async () => {
  const connected = { ...(await freshTables()), ...patience() };
  await peopleStore(connected).create({ id: 'ana', name: 'Ana', email: 'ana@example.com' });
  return { connected, access: accessStore(connected) };
};

it('tries again where others write the same row, or the count of owners, at the same time', async () => {
  const { connected, access } = await start();
  const conflict = (...Codes: string[]) =>
    new TransactionCanceledException({
      ...{ $metadata: {}, message: '' },
      CancellationReasons: Codes.map((Code) => ({ Code })),
    });
  failWith(connected, [conflict('TransactionConflict', 'None'), conflict('None', 'TransactionConflict')]);
  expect(await access.change('ana', { role: 'owner' }, plainAccess)).toBe('changed');
  expect(await access.of(['ana'])).toEqual(new Map([['ana', owner]]));
});

it('[ROLE-4] counts an owner once although the first reply was lost', async () => {
  const { connected, access } = await start();
  loseNextReply(connected);
  expect(await access.change('ana', { role: 'owner' }, plainAccess)).toBe('changed');
  expect(await access.change('ana', { role: 'member' }, owner)).toBe('last_owner');
});

it('writes one item where no owner is gained or lost', async () => {
  const { connected, access } = await start();
  const sent = watch(connected);
  await access.change('ana', { role: 'guest' }, plainAccess);
  expect(sent).toMatchObject([{ input: { TransactItems: [{ Update: { Key: { PK: { S: 'P#ana' } } } }] } }]);
  expect((sent[0]?.input as { TransactItems: unknown[] }).TransactItems).toHaveLength(1);
});
