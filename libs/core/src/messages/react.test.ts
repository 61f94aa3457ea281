import { limits } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';

const aTalk = async (text = 'hi') => {
  const workspace = aWorkspace();
  const [ana, bo] = workspace.people('ana', 'bo');
  const { conversation } = await ana.opensChannel('general', [bo]);
  const { seq: target } = await ana.says(conversation.id, text);
  const reactions = async () => {
    const { entries } = await bo.gets('messages.changes', { conversationId: conversation.id, after: 1 });
    return (entries[0]?.body as { reactions?: object }).reactions;
  };
  return { ...workspace, ana, bo, id: conversation.id, target, reactions };
};
const animals = [...'🐶🐱🐭🐹🐰🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧🐦🐤🦆🦅'];

describe('reacting to a message', () => {
  it('shows who reacted with what, on every connection and where the message stands', async () => {
    const { ana, bo, id, target, reactions } = await aTalk();
    const device = await ana.connects();
    const entry = await bo.changes('messages.react', id, { target, emoji: '👍' });
    expect(entry).toMatchObject({ seq: 3, author: 'bo', n: 1, kind: 'reaction.added', body: { target, emoji: '👍' } });
    await ana.changes('messages.react', id, { target, emoji: '👍' });
    await bo.changes('messages.react', id, { target, emoji: '🎉' });
    expect(device.seqs()).toEqual([3, 4, 5]);
    expect(await reactions()).toEqual({ '👍': ['bo', 'ana'], '🎉': ['bo'] });
  });

  it('[UX-REACT-1] counts once for a person and emoji, and is taken back once', async () => {
    const { bo, id, target, reactions } = await aTalk();
    const thumb = { target, emoji: '👍' };
    expect(await bo.failsTo('messages.unreact', id, thumb)).toBe('nothing_to_change');
    await bo.changes('messages.react', id, thumb);
    expect(await bo.failsTo('messages.react', id, thumb)).toBe('nothing_to_change');
    const entry = await bo.changes('messages.unreact', id, thumb);
    expect(entry).toMatchObject({ seq: 4, kind: 'reaction.removed', body: thumb });
    expect(await bo.failsTo('messages.unreact', id, thumb)).toBe('nothing_to_change');
    expect(await reactions()).toBeUndefined();
  });

  it('adds up when many react at once', async () => {
    const { ana, id, target, people, reactions, clock } = await aTalk();
    const crowd = people(...Array.from({ length: 20 }, (_, nth) => `p${nth}`));
    await ana.adds(id, ...crowd);
    const all = Promise.all(crowd.map((person) => person.changes('messages.react', id, { target, emoji: '👍' })));
    await clock.pass(30_000);
    await all;
    const held = (await reactions()) as { '👍': string[] };
    expect([...held['👍']].sort()).toEqual(crowd.map((person) => person.id).sort());
  });

  it('is refused beyond 20 different emoji, but not for one of those', async () => {
    const { ana, bo, id, target } = await aTalk();
    for (const emoji of animals.slice(0, limits.reactionKinds))
      await bo.changes('messages.react', id, { target, emoji });
    expect(await bo.failsTo('messages.react', id, { target, emoji: animals[20]! })).toBe('too_many_reactions');
    await ana.changes('messages.react', id, { target, emoji: animals[0]! });
  });

  it('is refused where the message would not fit an entry any more', async () => {
    const { ana, id, target, people } = await aTalk('x'.repeat(16_000));
    const crowd = people(...Array.from({ length: 160 }, (_, nth) => `p${nth}-`.padEnd(64, 'x')));
    for (let at = 0; at < crowd.length; at += 40) await ana.adds(id, ...crowd.slice(at, at + 40));
    let fit = 0;
    for (const person of crowd) {
      const key = { conversationId: id, key: `01KB3W9M6Q4X7V2T8Y5Z1N0RJC`, after: await ana.holds(id) };
      const answer = await person.asks('messages.react', { ...key, target, emoji: '👍' });
      if (!answer.ok) expect(answer.refusal.code).toBe('too_many_reactions');
      if (!answer.ok) break;
      fit += 1;
    }
    expect(fit).toBeGreaterThan(100); // some 8 KB beside the text, 67 bytes each
    expect(fit).toBeLessThan(130);
    expect(await crowd.at(-1)!.failsTo('messages.react', id, { target, emoji: '👩‍👩‍👧‍👦' })).toBe('too_many_reactions');
  });

  it('is refused where there is no message, or none any more, and to those who are not in', async () => {
    const { ana, bo, id, target, people } = await aTalk();
    const [cy] = people('cy');
    expect(await cy.failsTo('messages.react', id, { target, emoji: '👍' })).toBe('not_a_member');
    expect(await bo.failsTo('messages.react', id, { target: 1, emoji: '👍' })).toBe('message_not_found');
    await bo.changes('messages.react', id, { target, emoji: '👍' });
    await ana.changes('messages.delete', id, { target });
    expect(await bo.failsTo('messages.react', id, { target, emoji: '🎉' })).toBe('message_not_found');
    expect(await bo.failsTo('messages.unreact', id, { target, emoji: '👍' })).toBe('message_not_found');
  });
});
