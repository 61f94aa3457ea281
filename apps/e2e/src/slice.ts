/**
 * Why a journey is one of the slice that `npm test` runs, by the tag at the end of its title; `npm run e2e` runs them all.
 * No rule of RULES.md is proven by a journey alone, so none goes unproven where one is left out.
 */
export const slice = {
  '@first': 'the first way through a screen, which no other journey of the slice looks at',
  '@promised': 'nothing lost or doubled in an outage, every way to sign in, what no page may do, and what axe finds',
} as const;

/** What chooses them, by their titles. */
export const inSlice = new RegExp(Object.keys(slice).join('|'));
