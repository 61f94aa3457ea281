import {
  DeleteTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import { createTables } from '@parley/dynamodb';
import { type Dynamodb, startDynamodb } from '@parley/emulators';
import { credentials, region, tableNames } from './deployment';

const patienceSeconds = 60;

/**
 * The DynamoDB of this run, with both tables in it: an engine of our own with its data in `folder`, or the one that
 * runs at `endpoint`. `reset` empties that one; an engine of our own starts empty when its folder is.
 */
export const startDatabase = async ({
  folder,
  endpoint,
  reset,
  onCrash,
}: {
  folder: string;
  endpoint: string | undefined;
  reset: boolean;
  onCrash: (sentence: string) => void;
}): Promise<Dynamodb> => {
  const engine = await startDynamodb({ dataFolder: folder, ...(endpoint !== undefined && { endpoint }), onCrash });
  const client = new DynamoDBClient({ endpoint: engine.endpoint, region, credentials });
  try {
    if (reset && endpoint !== undefined) await deleteTables(client);
    await createTables(client, tableNames);
  } catch (error) {
    await engine.stop();
    throw error;
  } finally {
    client.destroy();
  }
  return engine;
};

const deleteTables = async (client: DynamoDBClient): Promise<void> => {
  for (const TableName of Object.values(tableNames)) {
    await client.send(new DeleteTableCommand({ TableName })).catch((error: unknown) => {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    });
    await waitUntilTableNotExists({ client, maxWaitTime: patienceSeconds, minDelay: 1, maxDelay: 2 }, { TableName });
  }
};
