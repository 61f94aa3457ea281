import { aMessage, beginning, general, joining } from '@parley/core/testing';
import { expect, it } from 'vitest';
import { dynamodbStores } from './dynamodb-stores';
import { watch } from './testing/faults';
import { useDynamodb } from './testing/fresh-tables';

const freshTables = useDynamodb();

it('[SYNC-1] reads everything strongly, and scans nothing', async () => {
  const connected = await freshTables();
  const { log, conversations, memberships, inbox, people, connections } = dynamodbStores(connected);
  await log.claim(general.id, aMessage(), [beginning(general), joining('ana', 1)]);
  await people.create({ id: 'ana', name: 'Ana', email: 'ana@example.com' });

  const sent = watch(connected);
  await log.from(general.id, 1, 10);
  await log.last(general.id, 10);
  await conversations.get([general.id]);
  await memberships.roster(general.id);
  await inbox.rows('ana');
  await inbox.rowsOf(general.id, ['ana']);
  await people.get(['ana']);
  await people.byEmail('ana@example.com');
  await connections.leases(['ana']);

  expect(new Set(sent.map(({ command }) => command))).toEqual(
    new Set(['QueryCommand', 'BatchGetItemCommand', 'GetItemCommand']),
  );
  for (const { input } of sent) {
    const reads = 'RequestItems' in input ? Object.values(input.RequestItems as object) : [input];
    for (const read of reads) expect(read).toMatchObject({ ConsistentRead: true });
  }
});
