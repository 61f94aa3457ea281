/** When a status goes by itself. */
export type Ending = 'never' | 'hour' | 'today' | 'week';

export const endings: { value: Ending; label: string }[] = [
  { value: 'never', label: 'When I change it' },
  { value: 'hour', label: 'In one hour' },
  { value: 'today', label: 'At midnight' },
  { value: 'week', label: 'On Sunday at midnight' },
];

/** The end as ms since 1970, by the clock and the calendar of this device; undefined for none. */
export const untilOf = (ending: Ending, now: Date): number | undefined => {
  // Not a number of hours: days may have 23 or 25.
  const midnightIn = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).getTime();
  switch (ending) {
    case 'never':
      return undefined;
    case 'hour':
      return now.getTime() + 3_600_000;
    case 'today':
      return midnightIn(1);
    case 'week':
      return midnightIn(7 - ((now.getDay() + 6) % 7));
  }
};
