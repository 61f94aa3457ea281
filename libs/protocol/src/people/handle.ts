import * as z from 'zod';

/**
 * A name to type: 2 to 30 of `a`–`z`, `0`–`9`, `.`, `_` and `-`, a letter first; capitals are folded. No other letters:
 * those of other scripts look like these. What looks alike among these (`0` and `o`, `1`, `i` and `l`, `rn` and `m`,
 * `vv` and `w`, and all separators) counts as the same handle, so only one person can have it.
 */
export const Handle = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{1,29}$/, 'is not a handle: 2 to 30 letters, digits, dots, hyphens, a letter first');
export type Handle = z.infer<typeof Handle>;

/** What a handle looks like: two with the same looks cannot be told apart. */
export const looksOf = (handle: string): string =>
  handle
    .replace(/[._-]/g, '')
    // The wide letter becomes two: the other way round, `vvv` could be read as `vw` or as `wv`.
    .replace(/m/g, 'rn')
    .replace(/w/g, 'vv')
    .replace(/0/g, 'o')
    .replace(/[1i]/g, 'l')
    .replace(/5/g, 's');

/** What calls many people at once, here or where people come from: nobody is to be taken for all. */
const callsOfAll = new Set(['everyone', 'everybody', 'here', 'channel', 'all'].map(looksOf));

/** Whether a handle reads like a call of everyone: nobody can have it. */
export const readsAsAll = (handle: string): boolean => callsOfAll.has(looksOf(handle));
