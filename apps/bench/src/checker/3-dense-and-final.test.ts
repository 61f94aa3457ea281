import type { Entry } from '@parley/protocol';
import { expect, it } from 'vitest';
import { aHistory, aLog, created, removed, said } from '../testing/a-history';
import { denseAndFinal } from './3-dense-and-final';

const log = aLog(created('ana', 'bo'), said('ana'), said('bo'));
const found = (history: ReturnType<typeof aHistory>) =>
  denseAndFinal(history.history()).map(({ sentence }) => sentence);

it('is content with a whole log, however often and late its entries were seen', () => {
  const history = aHistory();
  history.pushes('bo-1', log[2], log[1]);
  history.pushes('bo-1', log[1]);
  history.ends(log);
  expect(found(history)).toEqual([]);
});

it('finds a hole', () => {
  const history = aHistory();
  history.ends(log.filter(({ seq }) => seq !== 2));
  expect(found(history)).toEqual(['The log has a hole: slot 2 is followed by 3.']);
});

it('finds an entry that stood where another stands now, and one that stands nowhere', () => {
  const history = aHistory();
  history.pushes('bo-1', aLog(created('ana', 'bo'), said('bo'))[1]);
  history.pushes('bo-1', aLog(created('ana', 'bo'), said('ana'), said('ana'), said('ana'))[3]);
  history.ends(log);
  expect(found(history)).toEqual([
    expect.stringMatching(/^bo-1 saw bo's bo-2 at 2; in the end ana's ana-2 stands there/),
    expect.stringMatching(/^bo-1 saw ana's ana-4 at 4; in the end nothing stands there/),
  ]);
});

it('[LOG-8] finds an n or an m that the entries before it do not make', () => {
  for (const wrong of [{ n: 7 }, { m: 0 }]) {
    const history = aHistory();
    history.ends(log.map((entry) => (entry.seq === 3 ? { ...entry, ...wrong } : entry)));
    expect(found(history)).toEqual([expect.stringMatching(/^Entry 3 says n /)]);
  }
});

it('[LOG-8] finds calls that the entries before it do not make, and none where words are gone that may have called', () => {
  const called = aLog(
    ...[created('ana', 'bo'), said('ana', '<!everyone>'), said('bo')],
    said('ana', 'lunch', { rev: 5, edited: { seq: 5, at: 1 } }),
    { author: 'ana', kind: 'message.edited', body: { target: 4, text: 'lunch' } },
    { author: 'ana', kind: 'message.deleted', body: { target: 2 } },
  );
  const naming = (...calls: (number[] | undefined)[]) => {
    const history = aHistory();
    history.ends(called.map((entry, i): Entry => ({ ...entry, ...(calls[i] && { calls: calls[i] }) })));
    return found(history);
  };
  // The second is deleted and the fourth edited since: each may have called when it was said.
  const none = undefined;
  expect(naming(none, [2], [2], [2, 4], [2], none)).toEqual([]);
  expect(naming(none, [2], [2], [2], [2], none)).toEqual([]);
  expect(naming(none, [2], none, none, none, none)).toEqual([
    'Entry 3 says that none call everyone; by the entries before it 2.',
  ]);
  expect(naming(none, [2], [2], [2, 4], [2, 4], [4])).toEqual([
    'Entry 5 says that 2,4 call everyone; by the entries before it 2.',
  ]);
  expect(naming(none, [2], [2], [2, 4], [2], [2])).toEqual([
    'Entry 6 says that 2 call everyone; by the entries before it none.',
  ]);
});

it('[LOG-1] finds an entry that says something else than it did, where it is not a message that changed', () => {
  const before = aLog(created('ana', 'bo', 'cy'), removed('ana', 'bo'), said('ana', 'hi'));
  const after = aLog(created('ana', 'bo', 'cy'), removed('ana', 'cy'), said('ana', 'hello'));
  const history = aHistory();
  history.pushes('ana-1', ...before);
  history.ends(after);
  expect(found(history)).toEqual([
    "ana-1 saw ana's ana-2 at 2; in the end ana's ana-2 stands there, and says something else.",
  ]);
});
