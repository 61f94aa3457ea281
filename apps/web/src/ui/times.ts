const clock = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en', { weekday: 'long', month: 'long', day: 'numeric' });
const dayAndYear = new Intl.DateTimeFormat('en', { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' });
const full = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'short' });

const startOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** "3:04 PM" */
export const timeOfDay = (at: number): string => clock.format(at);
/** "Tuesday, March 3, 2026 at 3:04 PM" */
export const fullTime = (at: number): string => full.format(at);

/** "Today", "Yesterday", "Tuesday, March 3", and with the year where it is another. */
export const dayName = (at: number, now: number): string => {
  // Half a day of slack: a day lasts 23 or 25 hours twice a year.
  const daysAgo = Math.round((startOf(now) - startOf(at)) / 86_400_000);
  if (daysAgo === 0) return 'Today';
  if (daysAgo === 1) return 'Yesterday';
  return (new Date(at).getFullYear() === new Date(now).getFullYear() ? day : dayAndYear).format(at);
};

/** "just now", "3 min ago", "2 h ago", then the full time. */
export const howLongAgo = (at: number, now: number): string => {
  const minutes = Math.floor((now - at) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ago`;
  return fullTime(at);
};
