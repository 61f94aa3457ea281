/** A stream of numbers that is the same for the same seed: 0 ≤ x < 1. */
export type Random = () => number;

// FNV-1a, so that each name gives a stream of its own.
const hash = (text: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
};

/** One stream per name, so that drawing more of one does not shift another (mulberry32). */
export const stream = (seed: number, name: string): Random => {
  let state = (hash(name) ^ Math.imul(seed, 0x9e3779b1)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** One of the list; the list holds at least one. */
export const pick = <T>(random: Random, list: readonly T[]): T => {
  const one = list[Math.floor(random() * list.length)];
  if (one === undefined) throw new Error('There is nothing to pick from.');
  return one;
};

/** A whole number from `low` to `high`, both included. */
export const between = (random: Random, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1));

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** ULIDs, rising, the same for the same seed; `now` is what the clock says, ms since 1970. */
export const ulids = (random: Random, now: () => number): (() => string) => {
  let made = 0;
  const encoded = (value: number, length: number): string => {
    let text = '';
    for (let left = value, i = 0; i < length; i += 1, left = Math.floor(left / 32)) text = digits[left % 32] + text;
    return text;
  };
  const own = encoded(Math.floor(random() * 32 ** 8), 8);
  return () => encoded(now(), 10) + own + encoded((made += 1), 8);
};
