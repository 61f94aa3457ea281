import { expect, it } from 'vitest';
import { aHistory, aLog, created, left, said } from '../testing/a-history';
import { answeredStays } from './1-answered-stays';

const sentences = (history: ReturnType<typeof aHistory>) =>
  answeredStays(history.history()).map(({ sentence }) => sentence);

it('is content where what was answered stands in the log', () => {
  const log = aLog(created('ana', 'bo'), said('ana', 'ana-2'));
  const history = aHistory();
  history.writes('ana-1', 'ana-2');
  history.answers(history.asks('ana-1', 'messages.send', { key: 'ana-2', after: 1 }), { entry: log[1] });
  history.ends(log);
  expect(sentences(history)).toEqual([]);
});

it('finds an answer whose entry is gone, or is another one', () => {
  const log = aLog(created('ana', 'bo'), said('ana'));
  for (const end of [log.slice(0, 1), aLog(created('ana', 'bo'), said('bo'))]) {
    const history = aHistory();
    history.answers(history.asks('ana-1', 'messages.send', { key: 'ana-2', after: 1 }), { entry: log[1] });
    history.ends(end);
    expect(sentences(history)).toEqual([
      expect.stringMatching(/^ana-1 was answered that its messages.send stands at 2/),
    ]);
  }
});

it('finds a message that an outbox took and nobody has', () => {
  const history = aHistory();
  history.writes('ana-1', 'ana-2');
  history.ends(aLog(created('ana', 'bo')));
  expect(sentences(history)).toEqual([expect.stringMatching(/it is in no log, in no outbox, and nobody was told/)]);
});

it('finds a message that stands with other words than were written, though nobody edited it', () => {
  const standing = (body: object) => {
    const history = aHistory();
    history.writes('ana-1', 'ana-2');
    history.ends(aLog(created('ana', 'bo'), said('ana', 'other words', body)));
    return sentences(history);
  };
  expect(standing({})).toEqual(['ana-1 wrote "ana-2"; it stands as "other words".']);
  expect(standing({ rev: 3, edited: { seq: 3, at: 1 } })).toEqual([]);
});

it('finds a message that is still on its way at rest', () => {
  const history = aHistory();
  history.writes('ana-1', 'ana-2');
  history.ends(aLog(created('ana', 'bo')));
  history.rests('ana-1', [], { unsent: [{ key: 'ana-2', state: 'waiting' }] });
  expect(sentences(history)).toEqual([expect.stringMatching(/at rest it is still waiting/)]);
});

it('is content with a message that was refused for good, and with one that was sent again under another key', () => {
  const history = aHistory();
  history.writes('ana-1', 'refused');
  history.givesUp('ana-1', 'refused');
  history.writes('ana-1', 'first');
  history.sendsAgain('ana-1', 'first', 'ana-2');
  history.ends(aLog(created('ana', 'bo'), said('ana', 'first')));
  expect(sentences(history)).toEqual([]);
});

it('[LOG-10] finds a message that was given up and is said nevertheless, unless its author left since', () => {
  const lines = [created('ana', 'bo'), said('ana')] as const;
  const givenUp = (log: ReturnType<typeof aLog>) => {
    const history = aHistory();
    history.givesUp('ana-1', 'ana-2', 'discarded');
    history.ends(log);
    return sentences(history);
  };
  expect(givenUp(aLog(...lines))).toEqual(['ana-2 was given up, and is said at 2.']);
  expect(givenUp(aLog(lines[0], said('ana', '', { deleted: { at: 1, by: 'ana' } })))).toEqual([]);
  expect(givenUp(aLog(...lines, left('ana')))).toEqual([]);
});

it('[LOG-4] finds a message that was refused for good and is said, though its author left and gave it up then', () => {
  const log = aLog(created('ana', 'bo'), said('ana'), left('ana'));
  const refused = (code: string, end: ReturnType<typeof aLog>) => {
    const history = aHistory();
    history.givesUp('ana-1', 'ana-2', code);
    history.givesUp('ana-1', 'ana-2', 'discarded');
    history.ends(end);
    return sentences(history);
  };
  expect(refused('not_a_member', log)).toEqual([
    'ana was told that ana-2 was refused (not_a_member), and it is said at 2.',
  ]);
  expect(refused('too_far_behind', log)).toEqual([]);
  expect(refused('not_a_member', log.slice(0, 1))).toEqual([]);
});

it('[LOG-10] is content where it did not stand when it was refused, for a request that is handled twice may be answered twice', () => {
  const log = aLog(created('ana', 'bo'), said('ana'));
  const refused = (later: number) => {
    const history = aHistory();
    history.passes(later);
    history.refuses(history.asks('ana-1', 'messages.send', { key: 'ana-2' }), 'not_allowed');
    history.givesUp('ana-1', 'ana-2', 'not_allowed');
    history.ends(log);
    return sentences(history);
  };
  expect(refused(1)).toEqual([]);
  expect(refused(3)).toEqual(['ana was told that ana-2 was refused (not_allowed), and it is said at 2.']);
});
