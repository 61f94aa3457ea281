import { expect, it } from 'vitest';
import { aHistory, aLog, created, general, said } from '../testing/a-history';
import { sameForAll } from './4-same-for-all';

const edited = aLog(created('ana', 'bo'), said('ana', 'hello', { rev: 3, edited: { seq: 3, at: 1 } }), {
  ...{ author: 'ana', kind: 'message.edited' as const, body: { target: 2, text: 'hello' } },
});
const found = (history: ReturnType<typeof aHistory>) => sameForAll(history.history()).map(({ sentence }) => sentence);

it('is content with devices that show what the log says, of as much of it as they hold', () => {
  const history = aHistory();
  history.rests('ana-1', [{ last: 3, messages: { 2: { author: 'ana', text: 'hello', edited: 3 } } }]);
  history.rests('bo-1', [{ first: 3, last: 3 }]);
  history.ends(edited);
  expect(found(history)).toEqual([]);
});

it('finds a device that shows other words, and one that lacks a message in the middle of what it holds', () => {
  const history = aHistory();
  history.rests('ana-1', [{ last: 3, messages: { 2: { author: 'ana', text: 'hi' } } }]);
  history.rests('bo-1', [{ last: 3 }]);
  history.ends(edited);
  expect(found(history)).toEqual([
    expect.stringMatching(/^ana-1 shows .*hi.* at 2; the log says .*hello/),
    expect.stringMatching(/^bo-1 shows nothing at 2/),
  ]);
});

it('[LOG-6] finds a stored message that its own changes did not make', () => {
  const history = aHistory();
  history.ends(edited.map((entry) => (entry.seq === 2 ? { ...entry, body: { text: 'hi' } } : entry)).slice(0, 3));
  expect(found(history)).toEqual([]); // an unfolded message is folded by whoever reads its changes
  const other = aHistory();
  other.ends(edited.slice(0, 2));
  expect(found(other)).toEqual([expect.stringMatching(/^Message 2 is stored as .*"edited":3/)]);
});

it('finds a device that calls a conversation by a name from before, whether or not it is open', () => {
  const renamed = aLog(created('ana', 'bo'), { author: 'ana', kind: 'conversation.renamed', body: { name: 'plans' } });
  const history = aHistory();
  history.rests('ana-1', [{ last: 2, name: 'plans' }]);
  history.rests('bo-1', [{ last: 2, name: 'general', isOpen: false }]);
  history.ends(renamed);
  expect(found(history)).toEqual([`bo-1 calls ${general} "general"; by the log it is "plans".`]);
});

it('finds a device that shows an entry twice, or lacks one in the middle, of whatever kind', () => {
  const history = aHistory();
  history.rests('ana-1', [{ last: 3, torn: 2, messages: { 2: { author: 'ana', text: 'hello', edited: 3 } } }]);
  history.ends(edited);
  expect(found(history)).toEqual([`ana-1 shows of ${general} 1 to 3, where 2 is not followed by the next.`]);
});
