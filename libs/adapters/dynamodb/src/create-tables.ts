import {
  CreateTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { type Table, type TableNames, tables } from './tables';

const patienceSeconds = 60;

/** Makes the tables where they are missing, and returns when they can be used. For local runs and tests. */
export const createTables = async (client: DynamoDBClient, names: TableNames): Promise<void> => {
  await Promise.all([
    createTable(client, names.chat, tables.chat),
    createTable(client, names.connections, tables.connections),
  ]);
};

const createTable = async (client: DynamoDBClient, TableName: string, table: Table): Promise<void> => {
  const create = new CreateTableCommand({
    TableName,
    KeySchema: [...table.keySchema],
    AttributeDefinitions: [...table.attributeDefinitions],
    BillingMode: 'PAY_PER_REQUEST',
    ...(table.stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: table.stream } }),
  });
  await client.send(create).catch((error: unknown) => {
    if (!(error instanceof ResourceInUseException)) throw error; // it is there, or being made
  });
  await waitUntilTableExists({ client, maxWaitTime: patienceSeconds, minDelay: 1, maxDelay: 2 }, { TableName });
  if (table.ttlAttribute) await expireBy(client, TableName, table.ttlAttribute);
};

const expireBy = async (client: DynamoDBClient, TableName: string, AttributeName: string): Promise<void> => {
  const { TimeToLiveDescription: now } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  if (now?.AttributeName === AttributeName) return; // saying it twice is an error
  const TimeToLiveSpecification = { AttributeName, Enabled: true };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
};
