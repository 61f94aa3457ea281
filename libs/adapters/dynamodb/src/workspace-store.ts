import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { SomeSettings, WorkspaceStore } from '@parley/core';
import { WorkspaceSettings } from '@parley/protocol';
import { type Item, toItem, toValue } from './attribute-values';
import type { Connected } from './connected';
import { retrying } from './retry';
import { parseRow } from './row';
import { keys } from './tables';

// An attribute for each, so that each is changed by itself.
const settingsOf = (item: Item): SomeSettings => parseRow(WorkspaceSettings.partial(), item);

export const workspaceStore = (connected: Connected): WorkspaceStore => {
  const { client, tables } = connected;
  const row = { TableName: tables.chat, Key: toItem(keys.workspace()) };

  const chosen = async (): Promise<SomeSettings> => {
    const { Item } = await retrying(connected, () => client.send(new GetItemCommand({ ...row, ConsistentRead: true })));
    return Item ? settingsOf(Item) : {};
  };

  return {
    chosen,
    choose: async (to) => {
      const named = Object.entries(to).filter(([, value]) => value !== undefined);
      if (named.length === 0) return chosen();
      const update = new UpdateItemCommand({
        ...row,
        UpdateExpression: `SET ${named.map(([name]) => `#${name} = :${name}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(named.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.fromEntries(named.map(([name, value]) => [`:${name}`, toValue(value)])),
        ReturnValues: 'ALL_NEW',
      });
      const { Attributes = {} } = await retrying(connected, () => client.send(update));
      return settingsOf(Attributes);
    },
  };
};
