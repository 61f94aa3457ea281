import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepPlace, placeIn, placeOf } from './kept-place';

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.restoreAllMocks());

const place = { conversationId: 'c-1', seq: 7, hidden: 12 };

it('[UX-TIME-7] is there for its own conversation, until another or none is kept', () => {
  keepPlace(place);
  expect([placeIn('c-1'), placeIn('c-2')]).toEqual([place, undefined]);
  keepPlace(undefined);
  expect(placeIn('c-1')).toBeUndefined();
});

it('does without a place that is damaged, or that cannot be kept', () => {
  for (const kept of ['{', '{"conversationId":"c-1","seq":"7"}']) {
    sessionStorage.setItem('parley.place', kept);
    expect(placeIn('c-1')).toBeUndefined();
  }
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  });
  expect(() => keepPlace(place)).not.toThrow();
});

it('[UX-TIME-7] is the first message in view and how much of it is above', () => {
  const at = (top: number, bottom: number) => ({ top, bottom }) as DOMRect;
  const box = document.createElement('div');
  box.getBoundingClientRect = () => at(100, 500);
  // Above, in view but still on its way, and in view.
  const edges = [at(40, 90), at(90, 130), at(130, 170)];
  for (const [index, edge] of edges.entries()) {
    const row = box.appendChild(document.createElement('div'));
    row.dataset['index'] = String(index);
    row.getBoundingClientRect = () => edge;
  }
  expect(placeOf(box, 'c-1', [5, 6, 7])).toEqual({ conversationId: 'c-1', seq: 6, hidden: 10 });
  expect(placeOf(box, 'c-1', [5, undefined, 7])).toEqual({ conversationId: 'c-1', seq: 7, hidden: -30 });
  expect(placeOf(box, 'c-1', [])).toBeUndefined();
});
