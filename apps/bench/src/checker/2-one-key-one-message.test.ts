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

it('[LOG-10] finds a message that was tried under a second key and stands twice, unless its author was told to look', () => {
  const standing = (code?: string) => {
    const history = aHistory();
    history.writes('ana-1', 'one');
    if (code) history.givesUp('ana-1', 'one', code);
    const [first, second] = ['one', 'two'].map((key) => ({ ...said('ana', 'one'), key }));
    history.ends(aLog(created('ana', 'bo'), first!, said('bo', 'one'), second!));
    return oneKeyOneMessage(history.history()).map(({ sentence }) => sentence);
  };
  expect(standing()).toEqual(['What ana wrote once stands at 2 and 4, under two keys.']);
  expect(standing('too_far_behind')).toEqual([]);
});
