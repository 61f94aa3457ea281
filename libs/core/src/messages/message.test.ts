import type { Change } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aMessage, anEntry } from '../testing/stores';
import { afterChange, afterEntries, type Message } from './message';

const said: Message = { entry: aMessage({ seq: 5, text: 'hi' }), edits: [] };
const at = 1_767_225_600_000;
const edited = (seq: number, text: string, target = 5) =>
  anEntry({ kind: 'message.edited', body: { target, text } }, { seq });
const deleted = (seq: number, author = 'ana') =>
  anEntry({ kind: 'message.deleted', body: { target: 5 } }, { seq, author });
const reacted = (seq: number, author: string, emoji: string, kind: 'added' | 'removed' = 'added') =>
  anEntry({ kind: `reaction.${kind}`, body: { target: 5, emoji } } as Change, { seq, author });
const bodyAfter = (...changes: ReturnType<typeof edited>[]) => afterEntries(said, changes).entry.body;

describe('a message after its changes', () => {
  it('has the words of its last edit, and keeps which edits it had', () => {
    const message = afterEntries(said, [edited(6, 'ho'), edited(9, 'hey')]);
    expect(message.entry.body).toEqual({ text: 'hey', rev: 9, edited: { seq: 9, at } });
    expect(message.edits).toEqual([6, 9]);
  });

  it('has no words once it is deleted, and says by whom', () => {
    expect(bodyAfter(edited(6, 'ho'), deleted(7, 'bo'))).toEqual({
      ...{ text: '', rev: 7, edited: { seq: 6, at }, deleted: { at, by: 'bo' } },
    });
  });

  it('has who reacted with what, in the order in which they came', () => {
    const three = [reacted(6, 'bo', '👍'), reacted(7, 'ana', '👍'), reacted(8, 'bo', '🎉')];
    expect(bodyAfter(...three)).toEqual({ text: 'hi', rev: 8, reactions: { '👍': ['bo', 'ana'], '🎉': ['bo'] } });
    const fewer = bodyAfter(...three, reacted(9, 'bo', '👍', 'removed'), reacted(10, 'bo', '🎉', 'removed'));
    expect(fewer).toEqual({ text: 'hi', rev: 10, reactions: { '👍': ['ana'] } });
  });

  it('has no reactions where the last one was taken back', () => {
    expect(bodyAfter(reacted(6, 'bo', '👍'), reacted(7, 'bo', '👍', 'removed'))).toEqual({ text: 'hi', rev: 7 });
  });

  it('[SYNC-8] is the same however often a change is applied, and whatever older ones come again', () => {
    const message = afterEntries(said, [reacted(6, 'bo', '👍'), edited(7, 'ho')]);
    expect(afterChange(message, edited(7, 'ho'))).toBe(message);
    expect(afterEntries(message, [reacted(6, 'bo', '👍'), edited(7, 'other')])).toBe(message);
  });

  it('is not changed by what happens to others, nor by what changes no message', () => {
    expect(afterChange(said, edited(6, 'ho', 4))).toBe(said);
    expect(afterChange(said, anEntry({ kind: 'member.left', body: {} }, { seq: 6 }))).toBe(said);
    const strange = { ...edited(6, 'ho'), kind: 'message.pinned' };
    expect(afterEntries(said, [strange as never])).toBe(said);
  });
});
