import { inboxDigest } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';

describe('a ping', () => {
  it('[SYNC-6] shows that the very last push was lost', async () => {
    const { people, frames, clock } = aWorkspace();
    const [ana, bo] = people('ana', 'bo');
    const { conversation } = await ana.opensChannel('general', [bo]);
    const phone = await bo.connects();
    frames.answers.set(phone.id, async () => 'failed');
    await ana.says(conversation.id, 'hi');
    expect(phone.sees()).toEqual([]);
    const positions = [{ conversationId: conversation.id, seq: 1 }];
    expect(await phone.gets('connections.ping', { positions })).toEqual({
      serverTime: clock.now(),
      positions: [{ conversationId: conversation.id, state: 'behind', head: 2 }],
      inboxChanged: true,
    });
  });

  it('[SYNC-6] [SYNC-7] shows that a row changed, and that all is level', async () => {
    const { people } = aWorkspace();
    const [ana] = people('ana');
    const { conversation, row } = await ana.opensChannel('general');
    const phone = await ana.connects();
    const ping = { positions: [{ conversationId: conversation.id, seq: 1 }], inboxDigest: inboxDigest([row]) };
    expect(await phone.gets('connections.ping', ping)).toMatchObject({
      positions: [{ state: 'ok', head: 1 }],
      inboxChanged: false,
    });
    await ana.leaves(conversation.id);
    expect(await phone.gets('connections.ping', ping)).toMatchObject({
      positions: [{ state: 'gone', head: 0 }],
      inboxChanged: true,
    });
  });

  it('writes nothing', async () => {
    const { people, tables } = aWorkspace();
    const [ana] = people('ana');
    await ana.opensChannel('general');
    const phone = await ana.connects();
    const before = structuredClone(tables);
    await phone.gets('connections.ping', { positions: [] });
    expect(tables).toEqual(before);
  });
});
