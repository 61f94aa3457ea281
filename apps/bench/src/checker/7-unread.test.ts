import type { Entry } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { added, aHistory, aLog, created, left, said } from '../testing/a-history';
import { unreadIsExact } from './7-unread';

const log = aLog(created('ana', 'bo'), said('ana'), said('ana', 'look, <@bo>'));
const found = (history: ReturnType<typeof aHistory>) =>
  unreadIsExact(history.history()).map(({ sentence }) => sentence);

it('is content where every device counts what the log says', () => {
  const history = aHistory();
  history.rests('bo-1', [{ last: 3, read: 2, unread: 1, mentions: 1 }]);
  history.rests('bo-2', [{ last: 3, read: 2, unread: 1, mentions: 1 }]);
  history.rests('ana-1', [{ last: 3, read: 3 }]);
  history.ends(log);
  expect(found(history)).toEqual([]);
});

it('finds a count that is not what stands behind the marker', () => {
  const history = aHistory();
  history.rests('bo-1', [{ last: 3, read: 1, unread: 1, mentions: 1 }]);
  history.rests('ana-1', [{ last: 3, read: 3, unread: 1 }]);
  history.ends(log);
  expect(found(history)).toEqual([
    'bo-1 shows 1 unread with its marker at 1; by the log there are 2.',
    'ana-1 shows 1 unread with its marker at 3; by the log there are 0.',
  ]);
});

it('finds a mention that nobody counted', () => {
  const history = aHistory();
  history.rests('bo-1', [{ last: 3, read: 2, unread: 1 }]);
  history.ends(log);
  expect(found(history)).toEqual(['bo-1 shows 0 mentions with its marker at 2; by the log there are 1.']);
});

it('finds a mention that is counted although it is read', () => {
  const history = aHistory();
  history.rests('bo-1', [{ last: 3, read: 3, mentions: 1, named: [3] }]);
  history.ends(log);
  expect(found(history)).toEqual(['bo-1 shows 1 mentions with its marker at 3; by the log there are 0.']);
});

it('finds two devices of one person with different markers', () => {
  const history = aHistory();
  history.rests('bo-1', [{ last: 3, read: 2, unread: 1, mentions: 1 }]);
  history.rests('bo-2', [{ last: 3, read: 3 }]);
  history.ends(log);
  expect(found(history)).toEqual([expect.stringMatching(/^bo-1 shows 1 unread \(marker 2.*bo-2 shows 0 \(marker 3/)]);
});

const calling = aLog(created('ana', 'bo'), said('ana'), said('ana', '<!everyone>'), said('bo', '<!everyone>')).map(
  (entry): Entry => ({ ...entry, ...(entry.seq > 2 && { calls: entry.seq === 3 ? [3] : [3, 4] }) }),
);

it('is content where everyone but its author is called by a message', () => {
  const history = aHistory();
  history.rests('bo-1', [{ last: 4, read: 2, unread: 2, mentions: 1, calls: [3] }]);
  history.rests('ana-1', [{ last: 4, read: 3, unread: 1, mentions: 1, calls: [4] }]);
  history.ends(calling);
  expect(found(history)).toEqual([]);
});

it('finds a call that nobody counted, and one that somebody counts of their own', () => {
  const history = aHistory();
  history.rests('bo-1', [{ last: 4, read: 3, unread: 1, mentions: 0, calls: [4] }]);
  history.rests('ana-1', [{ last: 4, read: 3, unread: 1, mentions: 1, calls: [] }]);
  history.ends(calling);
  expect(found(history)).toEqual([
    'bo-1 counts 4 as calling everyone with its marker at 3; by the log none do.',
    'ana-1 counts none as calling everyone with its marker at 3; by the log 4 do.',
  ]);
});

it('counts no call from before somebody came, however far back they marked as unread', () => {
  const late = [...calling, ...aLog(created('ana'), left('bo'), added('ana', 'bo')).slice(1)].map(
    (entry, i): Entry => ({ ...entry, seq: i + 1, n: i < 4 ? entry.n : 3, ...(i > 3 && { calls: [3, 4] }) }),
  );
  const history = aHistory();
  history.rests('bo-1', [{ last: 6, read: 1, unread: 3, mentions: 0, calls: [] }]);
  history.ends(late);
  expect(found(history)).toEqual([]);
});

describe('what a row notes by name', () => {
  const names = (...named: number[]) => {
    const history = aHistory();
    history.rests('bo-1', [{ last: 3, read: 2, unread: 1, mentions: 1, named }]);
    history.ends(log);
    return found(history);
  };
  it('is right where it is what the log says', () => expect(names(3)).toEqual([]));
  it('is found wrong where one is noted twice', () =>
    expect(names(3, 3)).toEqual([`bo-1's row notes 3,3 as naming bo with its marker at 2; by the log 3 do.`]));
  it('is found wrong where somebody is noted whom nobody named', () => {
    const history = aHistory();
    history.rests('bo-1', [{ last: 2, read: 1, unread: 1, mentions: 0, named: [2] }]);
    history.ends(aLog(created('ana', 'bo'), said('ana')));
    expect(found(history)).toEqual([`bo-1's row notes 2 as naming bo with its marker at 1; by the log none do.`]);
  });
  it('is found wrong where one is missing', () =>
    expect(names()).toEqual([`bo-1's row notes none as naming bo with its marker at 2; by the log 3 do.`]));
});
