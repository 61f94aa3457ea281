import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';
import { interleaved } from '../testing/interleaved';

const aChannel = async () => {
  const workspace = aWorkspace();
  const [ana, bo] = workspace.people('ana', 'bo');
  const { conversation } = await ana.opensChannel('general', [bo]);
  await ana.changes('memberships.role', conversation.id, { personId: 'bo', role: 'moderator' });
  return { ...workspace, ana, bo, id: conversation.id };
};

describe('renaming a channel', () => {
  it('gives it another name for everybody, by its owner and by moderators', async () => {
    const { ana, bo, id } = await aChannel();
    const device = await ana.connects();
    const entry = await bo.changes('conversations.rename', id, { name: ' plans ' });
    expect(entry).toMatchObject({ seq: 3, author: 'bo', n: 0, kind: 'conversation.renamed', body: { name: 'plans' } });
    expect(device.seqs()).toEqual([3]);
    expect(await ana.gets('conversations.get', { conversationId: id })).toMatchObject({
      conversation: { name: 'plans' },
    });
  });

  it('[LOG-6] goes by the name as of the slot that is claimed, whichever process gave it', async () => {
    const { ana, bo, id, core, restarts } = await aChannel();
    const first = core();
    await ana.says(id, 'so that the first process knows the tail');
    restarts();
    await bo.changes('conversations.rename', id, { name: 'plans' });
    const body = { conversationId: id, key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC', after: 4, name: 'general' };
    const answer = await first.answer(ana.caller(), { type: 'conversations.rename', body });
    expect(answer).toMatchObject({ ok: true, body: { entry: { seq: 5, body: { name: 'general' } } } });
    expect(await ana.failsTo('conversations.rename', id, { name: 'general' })).toBe('nothing_to_change');
    const { conversation } = await bo.gets('conversations.get', { conversationId: id });
    expect(conversation.name).toBe('general');
  });

  it('ends with the name of the last entry when many rename at once', async () => {
    const { ana, bo, id, clock } = await aChannel();
    const names = Array.from({ length: 12 }, (_, nth) => `name ${nth}`);
    const all = names.map((name, nth) => (nth % 2 ? ana : bo).changes('conversations.rename', id, { name }));
    await clock.pass(30_000);
    await Promise.all(all);
    const { entries } = await ana.gets('messages.changes', { conversationId: id, after: 2 });
    expect(entries.map(({ body }) => (body as { name: string }).name).sort()).toEqual([...names].sort());
    const { conversation } = await ana.gets('conversations.get', { conversationId: id });
    expect(entries.at(-1)?.body).toEqual({ name: conversation.name });
  });

  it('is refused to members, for the same name, in a direct conversation, and to those who are not in', async () => {
    const { ana, bo, id, people } = await aChannel();
    const [cy, dee] = people('cy', 'dee');
    await ana.adds(id, dee);
    expect(await dee.failsTo('conversations.rename', id, { name: 'mine' })).toBe('not_allowed');
    expect(await ana.failsTo('conversations.rename', id, { name: 'general' })).toBe('nothing_to_change');
    expect(await cy.failsTo('conversations.rename', id, { name: 'mine' })).toBe('not_a_member');
    const { conversation } = await ana.opensDirect(bo);
    expect(await ana.failsTo('conversations.rename', conversation.id, { name: 'us' })).toBe('direct_is_fixed');
  });
});

describe('a name that is given while somebody reads their list', () => {
  it.each(['conversations.get', 'conversations.list'] as const)(
    '[SYNC-6] is told by %s wherever the end of the log goes as far, for nobody asks for it again',
    async (type) => {
      for (let late = 0, isOver = false; !isOver; late += 1) {
        const { stores, during } = interleaved();
        const [ana, bo] = aWorkspace(stores).people('ana', 'bo');
        const { id } = (await ana.opensChannel('general', [bo])).conversation;
        const told: { name: string | undefined; seq: number }[] = [];
        const renamed = async () => {
          await ana.changes('conversations.rename', id, { name: 'plans' });
          await ana.says(id, 'that is what it is called now');
        };
        isOver = !(await during(late, renamed, async () => {
          const summaries =
            type === 'conversations.get'
              ? [await bo.gets(type, { conversationId: id })]
              : (await bo.gets(type, {})).conversations;
          told.push(...summaries.map(({ conversation, latest }) => ({ name: conversation.name, seq: latest.seq })));
        }));
        expect(told).toHaveLength(1);
        for (const { name, seq } of told) expect(name, `read ${late} came late`).toBe(seq >= 2 ? 'plans' : 'general');
      }
    },
  );
});
