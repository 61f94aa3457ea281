/** A bill that grows evenly: so much anyway, and so much for each. */
type Growing = { fixed: number; each: number };

/**
 * How many it takes until the first is no longer the cheaper one. Undefined: it always is, since it costs no more for each
 * one either. 0: it never was.
 */
export const breakEven = (first: Growing, second: Growing): number | undefined => {
  const ahead = second.fixed - first.fixed;
  if (ahead <= 0) return 0;
  const dearer = first.each - second.each;
  return dearer > 0 ? ahead / dearer : undefined;
};

/** A bill at none and at one tells how it grows, for bills without steps. */
export const growing = (bill: (quantity: number) => number, one: number): Growing => {
  const fixed = bill(0);
  return { fixed, each: (bill(one) - fixed) / one };
};
