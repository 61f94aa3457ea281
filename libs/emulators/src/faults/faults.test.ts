import { describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock';
import { parseFaultRates, usualRates } from './fault-rates';
import { type Fault, faultIds, faultTable } from './fault-table';
import { createFaults, type Faults, noFaults } from './faults';
import { quickTimers } from './quick-timers';

const draws = (faults: Faults, id: 'F26' | 'F31', times = 200) =>
  Array.from({ length: times }, () => faults.strikes(id));

describe('faults', () => {
  it('strike as often as their rate says, and are counted', () => {
    const faults = createFaults({ rates: { F26: 0.25 } });
    const struck = draws(faults, 'F26', 10_000).filter(Boolean).length;
    expect(struck).toBeGreaterThan(2_300);
    expect(struck).toBeLessThan(2_700);
    expect(faults.counts()).toMatchObject({ F26: struck, F31: 0 });
  });

  it('never strike at 0, and always at 1', () => {
    const faults = createFaults({ rates: { F26: 1 } });
    expect(draws(faults, 'F31')).not.toContain(true);
    expect(draws(faults, 'F26')).not.toContain(false);
    expect(noFaults.strikes('F26')).toBe(false);
  });

  it('are drawn alike from the same seed, and otherwise from another', () => {
    const of = (seed: number) => draws(createFaults({ seed, rates: { F26: 0.5 } }), 'F26');
    expect(of(7)).toEqual(of(7));
    expect(of(7)).not.toEqual(of(8));
  });

  it('do not shift each other: each draws from a stream of its own', () => {
    const rates = { F26: 0.5, F31: 0.5 };
    const alone = draws(createFaults({ rates }), 'F26');
    const beside = createFaults({ rates });
    const mixed = alone.map(() => {
      beside.strikes('F31');
      beside.drawn('F35');
      return beside.strikes('F26');
    });
    expect(mixed).toEqual(alone);
    expect(draws(createFaults({ rates }), 'F31')).not.toEqual(alone);
  });

  it('draw lengths of their whole range, both ends included', () => {
    const faults = createFaults({ ranges: { 'kill-at-call': { min: 2, max: 4 } } });
    const drawn = new Set(Array.from({ length: 100 }, () => faults.drawn('kill-at-call')));
    expect([...drawn].sort()).toEqual([2, 3, 4]);
    faults.setRanges({ 'kill-at-call': { min: 9, max: 9 } });
    expect(faults.drawn('kill-at-call')).toBe(9);
  });

  it('change their rates while everything runs', () => {
    const faults = createFaults({ rates: { F26: 1, F31: 1 } });
    faults.setRates({ F26: 0 });
    expect([faults.strikes('F26'), faults.strikes('F31')]).toEqual([false, true]);
    expect(faults.rates()).toMatchObject({ F26: 0, F31: 1, F35: 0 });
  });

  it.each([
    [{ rates: { F99: 0.1 } }, /There is no fault "F99"/],
    [{ rates: { F26: 1.5 } }, /rates\.F26/],
    [{ rates: { toString: 1 } }, /There is no fault "toString"/],
    [{ ranges: { F26: { min: 1, max: 2 } } }, /no fault "F26" with a range/],
    [{ ranges: { F35: { min: 3, max: 2 } } }, /min is above max/],
    [{ seed: -1 }, /seed/],
    [{ rate: {} } as object, /rate/],
  ])('refuse %j in words', (schedule, sentence) => {
    expect(() => createFaults(schedule)).toThrow(sentence);
  });
});

describe('the table of faults', () => {
  // Those facts of the platform that a working service does not show by itself, but an emulator must be able to.
  const numbers = [12, 13, 15, 16, 17, 19, 21, 23, 24, 25, 26, 29, 31, 33, 34, 35, 37, 38, 39, 40];
  it.each(numbers.map((number) => `F${number}`))('has %s', (number) =>
    expect(faultIds.some((id) => (faultTable[id] as Fault).number === number)).toBe(true),
  );

  it('names each fault of a number with that number', () => {
    for (const id of faultIds) {
      const { number } = faultTable[id] as Fault;
      if (number !== undefined) expect(id.split('-')[0]).toBe(number);
      else expect(id).not.toMatch(/^F\d/);
    }
  });
});

describe('rates that a person types', () => {
  it.each([
    ['all', usualRates()],
    ['none', {}],
    ['F26=0.1,drop-push=.02', { F26: 0.1, 'drop-push': 0.02 }],
    ['F25=0.5', { 'F25-lost': 0.5, 'F25-late': 0.5, 'F25-after-reconnect': 0.5 }],
    ['all, F26=0', { ...usualRates(), F26: 0 }],
    ['F26=1,none', {}],
  ])('%s', (text, rates) => expect(parseFaultRates(text)).toEqual(rates));

  it.each([
    ['', '"" is no fault with a rate'],
    ['F26', '"F26" is no fault with a rate'],
    ['F26=2', '"F26=2" is no fault with a rate'],
    ['F26=-1', '"F26=-1" is no fault with a rate'],
    ['F99=0.1', 'There is no fault "F99". Known are all, none, F12'],
  ])('"%s" is refused', (text, sentence) => expect(() => parseFaultRates(text)).toThrow(sentence));
});

it('quick timers run out sooner, and tell the true time', () => {
  const clock = fakeClock(1_000_000);
  const quick = quickTimers(60, clock);
  let rang = 0;
  quick.after(60_000, () => rang++);
  quick.after(60_000, () => rang++)();
  clock.advance(999);
  expect(rang).toBe(0);
  clock.advance(1);
  expect(rang).toBe(1);
  expect(quick.now()).toBe(1_001_000);
});
