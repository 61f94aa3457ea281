import { expect, it } from 'vitest';
import { aHistory, aLog, created, said } from '../testing/a-history';
import { suspendedHearNothing } from './9-suspended';

const log = aLog(created('ana', 'bo'), said('ana'), said('ana'));
const found = (history: ReturnType<typeof aHistory>) =>
  suspendedHearNothing(history.history()).map(({ sentence }) => sentence);

it('is content where a suspended person is pushed and answered something for up to 35 s, and others always', () => {
  const history = aHistory();
  history.suspends('bo');
  history.passes(34_000);
  history.pushes('bo-1', log[1]);
  history.answers(history.asks('bo-1', 'messages.changes', { after: 1 }), { entries: log.slice(1) });
  history.passes(10_000);
  history.pushes('ana-1', log[2]);
  history.refuses(history.asks('bo-1', 'messages.changes', { after: 1 }), 'suspended');
  expect(found(history)).toEqual([]);
});

it('finds a push, and an answer, to somebody who was suspended more than 35 s ago, on any device', () => {
  const history = aHistory();
  history.suspends('bo');
  history.passes(36_000);
  history.pushes('bo-2', log[1]);
  history.answers(history.asks('bo-1', 'messages.changes', { after: 1 }), { entries: log.slice(1) });
  expect(found(history)).toEqual([
    'bo-2 was pushed entries 36 s after bo was suspended.',
    'bo-1 was answered what it asked (messages.changes) 36 s after bo was suspended.',
  ]);
});

it('counts what was asked in time as in time, however late its answer is', () => {
  const history = aHistory();
  history.suspends('bo');
  const op = history.asks('bo-1', 'messages.changes', { after: 1 });
  history.passes(60_000);
  history.answers(op, { entries: log.slice(1) });
  expect(found(history)).toEqual([]);
});

it('ends with the reinstatement, and begins again with the next suspension', () => {
  const history = aHistory();
  history.suspends('bo');
  history.passes(60_000);
  history.reinstates('bo');
  history.passes(1_000);
  history.pushes('bo-1', log[1]);
  expect(found(history)).toEqual([]);
  history.suspends('bo');
  history.passes(36_000);
  history.pushes('bo-1', log[2]);
  expect(found(history)).toEqual(['bo-1 was pushed entries 36 s after bo was suspended.']);
});

it('counts what was asked before the reinstatement and answered after it as answered after it', () => {
  const history = aHistory();
  history.suspends('bo');
  history.passes(60_000);
  const early = history.asks('bo-1', 'messages.changes', { after: 1 });
  const late = history.asks('bo-2', 'messages.changes', { after: 1 });
  history.passes(2);
  history.answers(early, { entries: log.slice(1) });
  history.passes(2);
  history.reinstates('bo');
  history.passes(50);
  history.answers(late, { entries: log.slice(1) });
  expect(found(history)).toEqual(['bo-1 was answered what it asked (messages.changes) 60 s after bo was suspended.']);
});
