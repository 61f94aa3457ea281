import type { Input, RequestType } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';
import { interleaved } from '../testing/interleaved';

const secret = 'not for Bo any more';

/** A channel of Ana, whose moderator Bo is; and how Bo is put out of it, after which more is said and done there. */
const aChannel = async () => {
  const { stores, during } = interleaved();
  const workspace = aWorkspace(stores);
  const [ana, bo, cy, zoe] = workspace.people('ana', 'bo', 'cy', 'zoe');
  const { id } = (await ana.opensChannel('general', [bo])).conversation;
  await ana.changes('memberships.role', id, { personId: 'bo', role: 'moderator' });
  await ana.says(id, 'for everybody');
  const boIsPutOut = async () => {
    await ana.changes('memberships.remove', id, { personId: 'bo' });
    await ana.adds(id, cy);
    await ana.changes('memberships.ban', id, { personId: zoe.id });
    const { seq } = await ana.says(id, secret);
    await ana.gets('delivery.received', { positions: [{ conversationId: id, seq }] });
  };
  return { bo, id, during, boIsPutOut };
};

type About = { conversationId: string };
const asked: { [T in RequestType]?: (about: About) => Input<T> } = {
  'messages.history': (about) => about,
  'messages.changes': (about) => ({ ...about, after: 0 }),
  'conversations.get': (about) => about,
  'conversations.list': () => ({}),
  'memberships.list': (about) => about,
  'memberships.bans': (about) => about,
  'delivery.receipts': (about) => about,
};

describe('who is put out while they read', () => {
  it.each(Object.keys(asked) as (keyof typeof asked)[])(
    '[DEL-1] is given nothing by %s that was written after that, whichever read comes late',
    async (type) => {
      let late = 0;
      for (let isOver = false; !isOver; late += 1) {
        const { bo, id, during, boIsPutOut } = await aChannel();
        let told = '';
        isOver = !(await during(late, boIsPutOut, async () => {
          const body = asked[type]?.({ conversationId: id }) as Input<typeof type>;
          told = JSON.stringify(await bo.asks(type, body));
        }));
        for (const word of [secret, '"cy"', '"zoe"', '"received":7'])
          expect(told, `read ${late} came late`).not.toContain(word);
      }
      expect(late).toBeGreaterThan(2);
    },
  );
});
