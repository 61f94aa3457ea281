import { expect, it } from 'vitest';
import { fold } from './fold';
import { aLog, created, said } from './testing/a-history';

const react = { author: 'bo', kind: 'reaction.added' as const, body: { target: 2, emoji: '👍' } };
const edit = { author: 'ana', kind: 'message.edited' as const, body: { target: 2, text: 'hello' } };
const remove = { author: 'ana', kind: 'message.deleted' as const, body: { target: 2 } };
const shown = (...lines: Parameters<typeof aLog>) => fold(aLog(created('ana', 'bo'), ...lines)).get(2);

it('folds edits, reactions and deletions into their message', () => {
  expect(shown(said('ana'), edit, react)).toEqual({
    ...{ author: 'ana', text: 'hello', edited: 3, reactions: { '👍': ['bo'] } },
  });
  expect(shown(said('ana'), react, { ...react, kind: 'reaction.removed' })).toEqual({ author: 'ana', text: 'hi' });
  expect(shown(said('ana'), edit, remove)).toEqual({ author: 'ana', text: '', deleted: true });
});

it('[SYNC-8] applies no change that the message was stored with', () => {
  const stored = said('ana', 'hello', { rev: 3, edited: { seq: 3, at: 1 } });
  const older = { ...edit, body: { target: 2, text: 'an older edit' } };
  expect(shown(stored, older)).toEqual({ author: 'ana', text: 'hello', edited: 3 });
});

it('passes over the edits of a message whose words are gone', () => {
  const blank = { ...edit, body: { target: 2, text: '' } };
  expect(shown(said('ana', '', { rev: 4, deleted: { at: 1, by: 'ana' } }), blank, remove)).toEqual({
    ...{ author: 'ana', text: '', deleted: true },
  });
});
