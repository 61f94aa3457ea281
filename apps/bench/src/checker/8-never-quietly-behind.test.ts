import { expect, it } from 'vitest';
import { aHistory, aLog, created, left, said } from '../testing/a-history';
import { neverQuietlyBehind } from './8-never-quietly-behind';

const log = aLog(created('ana', 'bo'), said('ana'));
const found = (history: ReturnType<typeof aHistory>) =>
  neverQuietlyBehind(history.history()).map(({ sentence }) => sentence);

it('is content with devices at the head of every conversation that they are in', () => {
  const history = aHistory();
  history.rests('ana-1', [{ last: 2 }]);
  history.rests('bo-1', [{ last: 2, isOpen: false }]);
  history.rests('cy-1', []);
  history.ends(log);
  expect(found(history)).toEqual([]);
});

it('finds a device that is behind, whether or not it says so, and one that lacks a conversation', () => {
  const history = aHistory();
  history.rests('ana-1', [{ last: 1 }]);
  history.rests('bo-1', [{ last: 2, isStale: true }]);
  history.rests('bo-2', []);
  history.ends(log);
  expect(found(history)).toEqual([
    expect.stringMatching(/^ana-1 is at 1 of 2 .* does not know it/),
    expect.stringMatching(/^bo-1 is at 2 of 2 .* says so/),
    expect.stringMatching(/^bo-2 does not show/),
  ]);
});

it('finds a device that is not online, and one that shows what its person left', () => {
  const history = aHistory();
  history.rests('ana-1', [], { status: 'offline' });
  history.rests('bo-1', [{ last: 3 }]);
  history.ends(aLog(created('ana', 'bo'), said('ana'), left('bo')));
  expect(found(history)).toEqual([
    'ana-1 is offline although nothing is in its way.',
    expect.stringMatching(/^bo-1 still shows .* which bo left/),
  ]);
});
