import { aMessage, beginning, general, joining } from '@parley/core/testing';
import { expect, it } from 'vitest';
import { conversationLog } from './conversation-log';
import { membershipStore } from './membership-store';
import { inFrontOf } from './testing/faults';
import { useDynamodb } from './testing/fresh-tables';

const freshTables = useDynamodb();

it('gives everybody in a conversation whose members fill many pages of DynamoDB', async () => {
  const connected = await freshTables();
  const log = conversationLog(connected);
  const people = Array.from({ length: 1_200 }, (_, nth) => `p-${nth.toString().padStart(4, '0')}`);
  for (let at = 0, seq = 1; at < people.length; at += 40, seq += 1) {
    const joined = people.slice(at, at + 40).map((personId) => joining(personId, seq));
    const claim = await log.claim(general.id, aMessage({ seq }), [
      ...(seq === 1 ? [beginning(general)] : []),
      ...joined,
    ]);
    expect(claim).toEqual({ outcome: 'claimed' });
  }
  let pages = 0;
  inFrontOf<{ Limit?: number }>(connected, ({ command, input }, pass) => {
    if (command === 'QueryCommand') pages += 1;
    return pass({ ...input, Limit: 100 }); // as a megabyte ends a page of larger rows
  });
  const roster = await membershipStore(connected).roster(general.id);
  expect(roster?.conversation).toEqual(general);
  expect(roster?.members.map(({ personId }) => personId).toSorted()).toEqual(people);
  expect(pages).toBeGreaterThanOrEqual(12);
});

it('reads a page of them by key, and no more', async () => {
  const connected = await freshTables();
  const people = Array.from({ length: 30 }, (_, nth) => `p-${nth.toString().padStart(2, '0')}`);
  const joined = people.map((personId) => joining(personId, 1));
  await conversationLog(connected).claim(general.id, aMessage({ seq: 1 }), [beginning(general), ...joined]);
  const limits: (number | undefined)[] = [];
  inFrontOf<{ Limit?: number }>(connected, ({ command, input }, pass) => {
    if (command === 'QueryCommand') limits.push(input.Limit);
    return pass(input);
  });
  const page = await membershipStore(connected).page(general.id, { after: 'p-07', limit: 10 });
  expect(page.map(({ personId }) => personId)).toEqual(people.slice(8, 18));
  expect(limits).toEqual([10]);
});
