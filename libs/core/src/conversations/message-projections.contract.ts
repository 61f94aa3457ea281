import { type Change, limits } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import type { Message } from '../messages/message';
import { afterChange } from '../messages/message';
import { aMessage, anEntry, atOnce, changing, conversationNumber, type MakeStores, racers } from '../testing/stores';

const here = conversationNumber(1);
const claimed = { outcome: 'claimed' };
const moved = { outcome: 'moved' };

const edit = (text: string): Change => ({ kind: 'message.edited', body: { target: 1, text } });
const reaction = (emoji: string): Change => ({ kind: 'reaction.added', body: { target: 1, emoji } });
const deletion: Change = { kind: 'message.deleted', body: { target: 1 } };

/** What a conversation log does with messages that change after they were said. */
export const messageProjectionsContract = (makeStores: MakeStores): void => {
  const withAMessage = async () => {
    const { log } = await makeStores();
    expect(await log.claim(here, aMessage({ text: 'first words' }))).toEqual(claimed);
    const message = async (): Promise<Message> => (await log.message(here, 1))!;
    /** Claims `seq` for a change that was decided on the message as it was `before`. */
    const change = (seq: number, what: Change, before: Message) => {
      const entry = anEntry(what, { seq });
      const edits = what.kind === 'message.deleted' ? [{ write: 'blanked' as const, edits: before.edits }] : [];
      return log.claim(here, entry, [changing(before, entry), ...edits]);
    };
    return { log, message, change };
  };

  describe('a message in a log', () => {
    it('is found at its seq, and nowhere else', async () => {
      const { log } = await withAMessage();
      await log.claim(here, anEntry(reaction('👍'), { seq: 2 }));
      expect(await log.message(here, 1)).toEqual({ entry: aMessage({ text: 'first words' }), edits: [] });
      expect(await log.message(here, 2)).toBeUndefined();
      expect(await log.message(here, 3)).toBeUndefined();
      expect(await log.message(conversationNumber(2), 1)).toBeUndefined();
    });

    it('[LOG-6] is changed in its place together with the slot of the change', async () => {
      const { log, message, change } = await withAMessage();
      expect(await change(2, reaction('👍'), await message())).toEqual(claimed);
      expect(await change(3, edit('better words'), await message())).toEqual(claimed);
      const entry = aMessage();
      const edited = { seq: 3, at: entry.at };
      const body = { text: 'better words', rev: 3, edited, reactions: { '👍': ['ana'] } };
      expect(await message()).toEqual({ entry: { ...entry, body }, edits: [3] });
      expect(await log.from(here, 1, 10)).toEqual([
        { ...entry, body },
        anEntry(reaction('👍'), { seq: 2 }),
        anEntry(edit('better words'), { seq: 3 }),
      ]);
      expect(await log.last(here, 3)).toEqual(await log.from(here, 1, 10));
      // Who claims its slot again learns what it is now.
      expect(await log.claim(here, aMessage())).toEqual({ outcome: 'taken', by: { ...entry, body } });
    });

    it('[LOG-6] stays as it is, and the slot free, when it changed since the decision', async () => {
      const { log, message, change } = await withAMessage();
      const before = await message();
      await change(2, edit('better words'), before);
      expect(await change(3, reaction('👍'), before)).toEqual(moved);
      const after = await message();
      await change(3, reaction('👍'), after);
      expect(await change(4, deletion, after)).toEqual(moved);
      expect(await log.from(here, 4, 1)).toEqual([]);
      expect((await message()).entry.body).toMatchObject({
        text: 'better words',
        rev: 3,
        reactions: { '👍': ['ana'] },
      });
    });

    it('[LOG-6] stays as it is when the slot of the change is taken', async () => {
      const { log, message, change } = await withAMessage();
      const [before, other] = [await message(), aMessage({ seq: 2, text: 'other' })];
      await log.claim(here, other);
      expect(await change(2, edit('better words'), before)).toEqual({ outcome: 'taken', by: other });
      expect(await message()).toEqual(before);
    });

    it('[LOG-6] is changed once when many decided on the same state, at different slots', async () => {
      const { log, message, change } = await withAMessage();
      const before = await message();
      const claims = await atOnce(racers, (nth) => change(nth + 1, edit(`${nth}`), before));
      const winner = claims.findIndex(({ outcome }) => outcome === 'claimed') + 1;
      expect(claims.filter(({ outcome }) => outcome === 'moved')).toHaveLength(racers - 1);
      expect((await log.from(here, 2, racers)).map(({ seq }) => seq)).toEqual([winner + 1]);
      expect((await message()).entry.body).toMatchObject({ text: `${winner}`, rev: winner + 1 });
    });

    it('[LOG-6] loses its words for good when it is deleted, those of all its edits too', async () => {
      const { log, message, change } = await withAMessage();
      for (let nth = 0; nth < limits.edits; nth += 1) await change(nth + 2, edit(`secret ${nth}`), await message());
      const last = limits.edits + 2;
      expect(await change(last, deletion, await message())).toEqual(claimed);
      const entries = await log.from(here, 1, 100);
      expect(entries).toHaveLength(last);
      expect(JSON.stringify(entries)).not.toMatch(/secret|first words/);
      expect(entries[1]).toEqual(anEntry(edit(''), { seq: 2 }));
      expect((await message()).entry.body).toMatchObject({ text: '', rev: last, deleted: { by: 'ana' } });
    });

    it('is left alone by a claim that would write a slot twice, and so is the slot', async () => {
      const { log, message } = await withAMessage();
      const before = await message();
      const entry = anEntry(deletion, { seq: 2 });
      const blanked = { write: 'blanked' as const, edits: [2] };
      await expect(log.claim(here, entry, [changing(before, entry), blanked])).rejects.toThrow();
      expect(await message()).toEqual(before);
      expect(await log.from(here, 2, 1)).toEqual([]);
    });

    it('[SYNC-8] is what its changes make of it, at 24 KB with many reactions as at any size', async () => {
      const { message, change } = await withAMessage();
      let held = await message();
      const changes = [edit('x'.repeat(16_000)), ...['👍', '🎉', '👩‍👩‍👧‍👦', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'].map(reaction)];
      for (const [nth, what] of changes.entries()) {
        expect(await change(nth + 2, what, held)).toEqual(claimed);
        held = afterChange(held, anEntry(what, { seq: nth + 2 }));
      }
      expect(await message()).toEqual(held);
    });
  });
};
