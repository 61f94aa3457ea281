import { expect, it } from 'vitest';
import { aHistory, aLog, created, said } from '../testing/a-history';
import { inOrder } from './5-in-order';

const log = aLog(created('ana', 'bo'), said('ana'), said('bo'), said('ana'));

it('is content with messages in the order in which they were written, other people between them or not', () => {
  const history = aHistory();
  history.writes('ana-1', 'ana-2', 1);
  history.writes('ana-1', 'ana-4', 2);
  history.ends(log);
  expect(inOrder(history.history())).toEqual([]);
});

it('finds two messages of one device that changed places', () => {
  const history = aHistory();
  history.writes('ana-1', 'ana-4', 1);
  history.writes('ana-1', 'ana-2', 2);
  history.ends(log);
  expect(inOrder(history.history()).map(({ sentence }) => sentence)).toEqual([
    'ana-1 wrote "ana-4" before "ana-2", which stand at 4 and 2.',
  ]);
});

it('promises no order between two devices, nor for a message that was refused first', () => {
  const history = aHistory();
  history.writes('ana-1', 'ana-4', 1);
  history.writes('ana-2', 'ana-2', 1);
  history.writes('ana-2', 'refused', 0);
  history.sendsAgain('ana-2', 'refused', 'ana-4');
  history.ends(log);
  expect(inOrder(history.history())).toEqual([]);
});
