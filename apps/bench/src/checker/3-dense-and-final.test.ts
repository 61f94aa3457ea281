import { expect, it } from 'vitest';
import { aHistory, aLog, created, said } from '../testing/a-history';
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
