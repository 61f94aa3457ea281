import { fold, nothingFolded, type Outgoing, type PendingChange } from '@parley/client';
import type { Entry } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { timelineRows } from './timeline-rows';

const noon = new Date(2026, 2, 3, 12).getTime();
const minute = 60_000;
const keyOf = (seq: number) => `01KB3W9M6Q4X7V2T8Y5Z1N${String(seq).padStart(4, '0')}`;

const aMessage = (seq: number, { author = 'bo', at = noon, text = `m${seq}`, key = keyOf(seq) } = {}): Entry => ({
  ...{ seq, at, author, key, n: seq, m: 0 },
  kind: 'message.posted',
  body: { text },
});
const joined = (seq: number, at = noon): Entry => ({
  ...{ seq, at, author: 'bo', key: keyOf(seq), n: 0, m: 0 },
  kind: 'members.added',
  body: { people: ['cy'] },
});
const onItsWay = (key: string, more: Partial<Outgoing> = {}): Outgoing => ({
  ...{ conversationId: 'c', key, text: 'mine', at: noon, state: 'sending' as const },
  ...more,
});
const rowsOf = (
  entries: Entry[],
  {
    outgoing = [] as Outgoing[],
    changes = [] as PendingChange[],
    lineAfter = undefined as number | undefined,
    complete = true,
  } = {},
) => timelineRows({ entries, folded: fold(nothingFolded, entries), outgoing, changes, complete }, 'ana', lineAfter);
const leads = (entries: Entry[]) => rowsOf(entries).map((row) => row.kind === 'message' && row.leads);

describe('[UX-TIME-4] rows group by author within 3 minutes on the same day', () => {
  it('puts what one author says in a row under one name', () => {
    expect(leads([aMessage(1), aMessage(2, { at: noon + 2 * minute })])).toEqual([true, false]);
  });
  it('begins a group after 3 minutes', () => {
    expect(leads([aMessage(1), aMessage(2, { at: noon + 3 * minute })])).toEqual([true, true]);
  });
  it('measures from the row before, so that a steady flow is one group', () => {
    const flow = [0, 2, 4, 6].map((after, i) => aMessage(i + 1, { at: noon + after * minute }));
    expect(leads(flow)).toEqual([true, false, false, false]);
  });
  it('begins a group with another author', () => {
    expect(leads([aMessage(1), aMessage(2, { author: 'cy' })])).toEqual([true, true]);
  });
  it('begins a group after something that happened to the conversation', () => {
    expect(leads([aMessage(1), joined(2), aMessage(3)])).toEqual([true, false, true]);
  });
  it('begins a group at midnight, with the day above it', () => {
    const midnight = new Date(2026, 2, 4).getTime();
    const rows = rowsOf([aMessage(1, { at: midnight - minute }), aMessage(2, { at: midnight })]);
    expect(rows.map(({ day }) => day)).toEqual([true, true]);
    expect(rows[1]).toMatchObject({ leads: true });
  });
  it('begins a group at the unread line', () => {
    expect(rowsOf([aMessage(1), aMessage(2)], { lineAfter: 1 })[1]).toMatchObject({ leads: true, firstNew: true });
  });
  it('begins a group after a message that was not sent', () => {
    const outgoing = [onItsWay(keyOf(8), { state: 'failed' }), onItsWay(keyOf(9))];
    expect(rowsOf([], { outgoing })).toMatchObject([{ leads: true }, { leads: true }]);
  });
});

describe('the unread line', () => {
  it('stands once, before the first message after my marker', () => {
    const rows = rowsOf([aMessage(1), aMessage(2), aMessage(3)], { lineAfter: 1 });
    expect(rows.map(({ firstNew }) => firstNew)).toEqual([false, true, false]);
  });
  it('passes over what I wrote and what is no message', () => {
    const rows = rowsOf([aMessage(1), aMessage(2, { author: 'ana' }), joined(3), aMessage(4)], { lineAfter: 1 });
    expect(rows.map(({ firstNew }) => firstNew)).toEqual([false, false, false, true]);
  });
  it('is absent where nothing was unread', () => {
    expect(rowsOf([aMessage(1)]).some(({ firstNew }) => firstNew)).toBe(false);
  });
});

describe('[UX-SEND-2] my message keeps its row', () => {
  it('stands after the newest message while it is on its way', () => {
    const rows = rowsOf([aMessage(1)], { outgoing: [onItsWay(keyOf(7))] });
    expect(rows.at(-1)).toMatchObject({ author: 'ana', sending: { state: 'sending' } });
  });
  it('[SYNC-3] has the same key on its way and as an entry', () => {
    const key = keyOf(7);
    const [before] = rowsOf([], { outgoing: [onItsWay(key)] });
    const [after] = rowsOf([aMessage(1, { author: 'ana', key })]);
    expect(after?.rowKey).toBe(before?.rowKey);
  });
  it('is shown once where its entry came before the outbox let go of it', () => {
    const key = keyOf(7);
    const rows = rowsOf([aMessage(1, { author: 'ana', key, text: 'mine' })], { outgoing: [onItsWay(key)] });
    expect(rows).toHaveLength(1);
    expect(rows[0]).not.toHaveProperty('sending');
  });
  it('is not taken for a message of somebody else who chose the same key', () => {
    const key = keyOf(7);
    const rows = rowsOf([aMessage(1, { author: 'bo', key })], { outgoing: [onItsWay(key)] });
    expect(new Set(rows.map(({ rowKey }) => rowKey)).size).toBe(2);
  });
  it('says why it was refused', () => {
    const refusal = { code: 'not_a_member' as const, message: 'You are not in it.' };
    expect(rowsOf([], { outgoing: [onItsWay(keyOf(7), { state: 'failed', refusal })] })[0]).toMatchObject({
      sending: { state: 'failed', reason: 'You are not in it.' },
    });
  });
});

describe('[UX-TIME-2] older rows move nothing', () => {
  const older = [aMessage(1), aMessage(2), aMessage(3)];
  const held = [aMessage(4), aMessage(5), joined(6), aMessage(7)];
  it('because each row looks the same after they came', () => {
    const before = rowsOf(held, { complete: false });
    const after = rowsOf([...older, ...held]);
    expect(after.slice(-before.length)).toEqual(before);
  });
  it('for which the oldest entry waits, unless it is the first of the log', () => {
    expect(rowsOf(held, { complete: false }).map(({ seq }) => seq)).toEqual([5, 6, 7]);
    expect(rowsOf(held).map(({ seq }) => seq)).toEqual([4, 5, 6, 7]);
  });
  it('while what I send shows also where nothing is held yet', () => {
    expect(rowsOf([], { complete: false, outgoing: [onItsWay(keyOf(9))] })).toHaveLength(1);
  });
});

describe('what changes a message', () => {
  const change = (seq: number, kind: string, body: object, author = 'bo'): Entry =>
    ({ ...{ seq, at: noon, author, key: keyOf(seq), n: 1, m: 0 }, kind, body }) as Entry;
  const pending = (what: PendingChange['change'], more: Partial<PendingChange> = {}): PendingChange => ({
    ...{ conversationId: 'c', key: keyOf(99), at: noon, change: what, state: 'waiting' as const },
    ...more,
  });
  it('shows in its row, and has none of its own', () => {
    const rows = rowsOf([
      aMessage(1),
      change(2, 'message.edited', { target: 1, text: 'better' }),
      change(3, 'reaction.added', { target: 1, emoji: '👍' }),
      change(4, 'message.discarded', {}),
    ]);
    expect(rows).toMatchObject([{ seq: 1, text: 'better', edited: { at: noon }, reactions: { '👍': ['bo'] } }]);
  });
  it('[UX-EDIT-2] a deletion leaves the row in its place, without its words, reactions and quote', () => {
    const entries = [
      aMessage(1),
      change(2, 'reaction.added', { target: 1, emoji: '👍' }),
      change(3, 'message.deleted', { target: 1 }),
      aMessage(4),
    ];
    const [first, second] = rowsOf(entries);
    expect(first).toMatchObject({ seq: 1, text: '', deleted: { at: noon } });
    expect(first).not.toHaveProperty('reactions');
    expect(second).toMatchObject({ seq: 4 });
  });
  it('[UX-REACT-1] shows at once, before the server has it', () => {
    const changes = [pending({ type: 'messages.react', target: 1, emoji: '🎉' })];
    expect(rowsOf([aMessage(1)], { changes })).toMatchObject([{ reactions: { '🎉': ['ana'] } }]);
  });
  it('says that my edit or deletion is on its way, not that my reaction is', () => {
    const edit = pending({ type: 'messages.edit', target: 1, basedOn: 1, text: 'mine' });
    const react = pending({ type: 'messages.react', target: 1, emoji: '🎉' });
    const mine = [aMessage(1, { author: 'ana' })];
    expect(rowsOf(mine, { changes: [edit] })).toMatchObject([{ text: 'mine', saving: true }]);
    for (const changes of [[react], []]) expect(rowsOf(mine, { changes })[0]).not.toHaveProperty('saving');
  });
  it('[UX-EDIT-1] leaves both texts where my edit was refused', () => {
    const refusal = { code: 'edit_conflict' as const, message: 'Edited meanwhile.' };
    const what = { type: 'messages.edit' as const, target: 1, basedOn: 1, text: 'mine' };
    const changes = [pending(what, { state: 'failed', refusal })];
    expect(rowsOf([aMessage(1, { author: 'ana', text: 'theirs' })], { changes })).toMatchObject([
      { text: 'theirs', failedEdit: { text: 'mine', reason: 'Edited meanwhile.' } },
    ]);
  });
  it('[UX-TIME-4] a reaction ends its group', () => {
    const entries = [aMessage(1), aMessage(2), change(3, 'reaction.added', { target: 1, emoji: '👍' })];
    expect(leads(entries)).toEqual([true, true]);
  });
  it('does not hold back what is on its way, where the page that is held has no message at all', () => {
    const entries = [change(2, 'reaction.added', { target: 1, emoji: '👍' })];
    expect(rowsOf(entries, { complete: false, outgoing: [onItsWay(keyOf(9))] })).toHaveLength(1);
  });
  it('marks what mentions me, by others', () => {
    const rows = rowsOf([aMessage(1, { text: 'hi <@ana>' }), aMessage(2, { text: '<@ana>', author: 'ana' })]);
    expect(rows.map((row) => row.kind === 'message' && row.mentionsMe === true)).toEqual([true, false]);
  });
  it('[UX-MENT-2] marks what calls everyone, by others', () => {
    const rows = rowsOf([
      aMessage(1, { text: '<!everyone> hi' }),
      aMessage(2, { text: '<!everyone>', author: 'ana' }),
      aMessage(3, { text: '@everyone' }),
    ]);
    expect(rows.map((row) => row.kind === 'message' && row.mentionsMe === true)).toEqual([true, false, false]);
  });
});
