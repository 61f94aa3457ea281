import { DescribeTableCommand, DescribeTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { aMessage, general } from '@parley/core/testing';
import { expect, it } from 'vitest';
import { conversationLog } from './conversation-log';
import { createTables } from './create-tables';
import { useDynamodb } from './testing/fresh-tables';

const freshTables = useDynamodb();

it('creates the tables as they are written down, once, however often and by however many it is asked', async () => {
  const connected = await freshTables();
  const { client, tables } = connected;
  await conversationLog(connected).claim(general.id, aMessage());
  await Promise.all([createTables(client, tables), createTables(client, tables)]);
  expect(await conversationLog(connected).from(general.id, 1, 1)).toHaveLength(1);

  const chat = (await client.send(new DescribeTableCommand({ TableName: tables.chat }))).Table;
  expect(chat).toMatchObject({
    TableStatus: 'ACTIVE',
    KeySchema: [
      { AttributeName: 'PK', KeyType: 'HASH' },
      { AttributeName: 'SK', KeyType: 'RANGE' },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  const ttl = await client.send(new DescribeTimeToLiveCommand({ TableName: tables.connections }));
  expect(ttl.TimeToLiveDescription).toMatchObject({ AttributeName: 'ttl', TimeToLiveStatus: 'ENABLED' });
});
