import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Lease } from '@parley/core';
import { describe, expect, it } from 'vitest';
import { toItem } from './attribute-values';
import { connectionRegistry, leasesPerPerson } from './connection-registry';
import { inFrontOf, watch } from './testing/faults';
import { useDynamodb } from './testing/fresh-tables';
import { keys } from './tables';

const freshTables = useDynamodb();
const now = 1_767_225_600_000;
const lease = (connectionId: string, expires = now + 60_000): Lease => ({
  ...{ connectionId, expires, sessionId: 'session', authTime: 1 },
});

const start = async () => {
  const connected = await freshTables();
  const connections = connectionRegistry(connected);
  const idsOf = async (personId: string) =>
    (await connections.leases([personId]))
      .get(personId)
      ?.map(({ connectionId }) => connectionId)
      .sort();
  return { connected, connections, idsOf };
};

describe('the leases of one person', () => {
  it('cost one write to open where nothing expired, and a second where something did', async () => {
    const { connected, connections } = await start();
    const sent = watch(connected);
    await connections.open('ana', lease('phone', now + 1), now);
    await connections.open('ana', lease('laptop', now + 2), now);
    expect(sent).toHaveLength(2);
    await connections.open('ana', lease('desk'), now + 10);
    expect(sent).toHaveLength(4);
  });

  it('are at most 50: the one that ends first makes room, however many are opened', async () => {
    const { connections, idsOf } = await start();
    const name = (nth: number) => `c-${nth.toString().padStart(3, '0')}`;
    for (let nth = 1; nth <= leasesPerPerson + 7; nth++)
      await connections.open('ana', lease(name(nth), now + nth), now);
    expect(await idsOf('ana')).toEqual(Array.from({ length: leasesPerPerson }, (_, i) => name(i + 8)));
  });

  it('keep the one that was just opened, even if it ends first', async () => {
    const { connections, idsOf } = await start();
    for (let nth = 1; nth <= leasesPerPerson; nth++) await connections.open('ana', lease(`old-${nth}`), now);
    await connections.open('ana', lease('new', now + 1), now);
    expect(await idsOf('ana')).toHaveLength(leasesPerPerson);
    expect(await idsOf('ana')).toContain('new');
  });

  it('lose none that was renewed while another connection swept', async () => {
    const { connected, connections, idsOf } = await start();
    await connections.open('ana', lease('phone', now - 1), now - 60_000);
    let renewed = false;
    inFrontOf<{ UpdateExpression?: string }>(connected, async ({ input }, pass) => {
      if (input.UpdateExpression?.startsWith('REMOVE') && !renewed) {
        renewed = true;
        await connections.open('ana', lease('phone'), now - 60_000);
      }
      return pass();
    });
    await connections.open('ana', lease('laptop'), now);
    expect(renewed).toBe(true);
    expect(await idsOf('ana')).toEqual(['laptop', 'phone']);
  });

  it('are swept although another sweep took one of them first', async () => {
    const { connected, connections, idsOf } = await start();
    await connections.open('ana', lease('dead', now - 2), now - 60_000);
    await connections.open('ana', lease('closing', now - 1), now - 60_000);
    let closed = false;
    inFrontOf<{ UpdateExpression?: string }>(connected, async ({ input }, pass) => {
      if (input.UpdateExpression?.startsWith('REMOVE') && !closed) {
        closed = true;
        await connections.close('ana', 'closing');
      }
      return pass();
    });
    await connections.open('ana', lease('laptop'), now);
    expect(await idsOf('ana')).toEqual(['laptop']);
  });

  it('that cannot be read are an error that names the row', async () => {
    const { connected, connections } = await start();
    const Item = toItem({ ...keys.lease('ana'), 'c:phone': { expires: 'never' } });
    await connected.client.send(new PutItemCommand({ TableName: connected.tables.connections, Item }));
    await expect(connections.leases(['ana'])).rejects.toThrow(
      'The row U#ana #LEASE is broken: c:phone: is not a lease',
    );
  });
});
