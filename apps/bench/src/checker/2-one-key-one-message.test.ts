import { expect, it } from 'vitest';
import { aHistory, aLog, created, said } from '../testing/a-history';
import { oneKeyOneMessage } from './2-one-key-one-message';

it('is content with keys that are all different, and with the same one from another author', () => {
  const history = aHistory();
  history.ends(aLog(created('ana', 'bo'), { ...said('ana'), key: 'one' }, { ...said('bo'), key: 'one' }));
  expect(oneKeyOneMessage(history.history())).toEqual([]);
});

it('finds a key that stands in a log twice, with the tries that made it', () => {
  const history = aHistory();
  history.asks('ana-1', 'messages.send', { key: 'one', after: 1 });
  history.asks('ana-1', 'messages.send', { key: 'one', after: 1 });
  history.ends(aLog(created('ana', 'bo'), { ...said('ana'), key: 'one' }, { ...said('ana'), key: 'one' }));
  const [violation, ...others] = oneKeyOneMessage(history.history());
  expect(violation?.sentence).toBe("ana's key one made the entries 2 and 3.");
  expect(violation?.evidence).toHaveLength(5);
  expect(others).toEqual([]);
});

it('finds a key that somebody was shown at another place', () => {
  const history = aHistory();
  const other = aLog(created('ana', 'bo'), said('bo'), { ...said('ana'), key: 'one' });
  history.pushes('bo-1', other[2]);
  history.ends(aLog(created('ana', 'bo'), { ...said('ana'), key: 'one' }));
  expect(oneKeyOneMessage(history.history())).toHaveLength(1);
});
