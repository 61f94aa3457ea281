import { describe, expect, it } from 'vitest';
import { explore, type Model } from './explore';

type Counter = { value: number; pc: Record<'ann' | 'bo', number>; read: Record<'ann' | 'bo', number> };

/** Two people who each add one to a number: at once, or by reading it first and writing it later. */
const counting = (isAtomic: boolean): Model<Counter> => ({
  start: { value: 0, pc: { ann: 0, bo: 0 }, read: { ann: 0, bo: 0 } },
  moves: () =>
    (['ann', 'bo'] as const).map((who) => ({
      name: `${who} goes on`,
      happens: (draft) => {
        const step = draft.pc[who];
        if (step === 2) return false;
        if (isAtomic) draft.value += step;
        else if (step === 0) draft.read[who] = draft.value;
        else draft.value = draft.read[who] + 1;
        draft.pc[who] += 1;
        return true;
      },
    })),
  broken: ({ value }, atRest) => (atRest && value !== 2 ? { property: 1, why: `counted ${value}` } : undefined),
});

describe('the checker', () => {
  it('finds the order of steps in which an update is lost, and tells it by the names of the steps', () => {
    const { found } = explore(counting(false));
    expect(found?.why).toBe('counted 1');
    expect(found?.steps).toHaveLength(4);
    expect(new Set(found?.steps.slice(0, 2))).toEqual(new Set(['ann goes on', 'bo goes on']));
  });

  it('reaches every state once, and finds nothing where there is nothing', () => {
    expect(explore(counting(true))).toEqual({ states: 9, rests: 1, found: undefined });
  });

  it('tells a shortest way to what is wrong', () => {
    const walk: Model<{ at: number }> = {
      start: { at: 0 },
      moves: () =>
        [1, 3].map((by) => ({ name: `by ${by}`, happens: (draft) => draft.at < 9 && Boolean((draft.at += by)) })),
      broken: ({ at }) => (at === 6 ? { property: 2, why: 'six' } : undefined),
    };
    expect(explore(walk).found?.steps).toEqual(['by 3', 'by 3']);
  });

  it('does not call proven what it could not explore to the end', () => {
    const endless: Model<{ at: number }> = {
      start: { at: 0 },
      moves: () => [{ name: 'on', happens: (draft) => Boolean((draft.at += 1)) }],
      broken: () => undefined,
    };
    expect(() => explore(endless, 100)).toThrow('More than 100 states');
  });
});
