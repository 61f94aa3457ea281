/**
 * Numbers at least 0 and less than 1, always the same ones for a seed and a name; streams of different names tell
 * nothing of each other. mulberry32, seeded with the FNV-1a hash of both: evenly spread, and not for secrets.
 */
export const randomStream = (seed: number, name: string): (() => number) => {
  let state = 0x811c9dc5;
  for (const byte of Buffer.from(`${seed} ${name}`)) state = Math.imul(state ^ byte, 0x01000193) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
};
