import { expect, it } from 'vitest';
import { aHistory, aLog, created, said } from '../testing/a-history';
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

it('finds two devices of one person with different markers', () => {
  const history = aHistory();
  history.rests('bo-1', [{ last: 3, read: 2, unread: 1, mentions: 1 }]);
  history.rests('bo-2', [{ last: 3, read: 3 }]);
  history.ends(log);
  expect(found(history)).toEqual([expect.stringMatching(/^bo-1 shows 1 unread \(marker 2.*bo-2 shows 0 \(marker 3/)]);
});
