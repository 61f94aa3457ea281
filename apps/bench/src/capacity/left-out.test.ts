import { requests } from '@parley/protocol';
import { expect, it } from 'vitest';
import { leftOut } from './left-out';
import { readMeasured } from './measured';

it('every request of the catalogue has a row, or a reason why it has none', () => {
  const { requests: rows, fanOut } = readMeasured();
  const withRow = new Set([...rows, ...fanOut].map(({ request }) => request.split(',')[0] ?? ''));
  const named = [...Object.keys(requests).filter((type) => withRow.has(type)), ...Object.keys(leftOut)];
  expect(named.sort()).toEqual(Object.keys(requests).sort());
});
