import { conversationNumber } from '@parley/core/testing';
import { expect, it } from 'vitest';
import { receiptStore } from './receipt-store';
import { loseNextReply, patience, watch } from './testing/faults';
import { useDynamodb } from './testing/fresh-tables';

const freshTables = useDynamodb();
const here = conversationNumber(1);
const start = async () => {
  const connected = { ...(await freshTables()), ...patience() };
  return { connected, receipts: receiptStore(connected) };
};

it('[SYNC-5] costs one write to climb, and one read for all of a conversation', async () => {
  const { connected, receipts } = await start();
  const sent = watch(connected);
  for (const personId of ['ana', 'bo', 'cy']) await receipts.climb(here, personId, 'received', 3);
  expect(sent.map(({ command }) => command)).toEqual(['UpdateItemCommand', 'UpdateItemCommand', 'UpdateItemCommand']);
  expect((await receipts.of(here)).size).toBe(3);
  expect(sent).toHaveLength(4);
});

it('[SYNC-5] stands where it was raised to although the reply was lost', async () => {
  const { connected, receipts } = await start();
  loseNextReply(connected);
  await receipts.climb(here, 'ana', 'read', 3);
  expect(await receipts.of(here)).toEqual(new Map([['ana', { received: 3, read: 3 }]]));
});
