// What a reconnect costs after much was missed, for people: `npm run reconnect`, or `npm run reconnect -- 2000`.
import { measureReconnect } from './measure';
import type { Served } from './server';

const counted = (served: readonly Served[]): string => {
  const byType = new Map<string, { count: number; bytes: number }>();
  for (const { type, bytes } of served) {
    const held = byType.get(type) ?? { count: 0, bytes: 0 };
    byType.set(type, { count: held.count + 1, bytes: held.bytes + bytes });
  }
  return [...byType].map(([type, { count, bytes }]) => `${count} ${type} (${Math.ceil(bytes / 1_024)} KB)`).join(', ');
};

const [wanted = '10000'] = process.argv.slice(2);
if (!/^\d{1,6}$/.test(wanted) || Number(wanted) < 1) {
  console.error(`"${wanted}" is no number of missed messages from 1 to 999999: npm run reconnect -- 10000`);
  process.exit(1);
}
const { missed, untilShown, untilComplete, shownMs, completeMs, first, last } = await measureReconnect({
  ...{ missed: Number(wanted), seed: 1 },
});
const pulls = untilComplete.filter(({ type }) => type === 'messages.changes').length;
console.log(`
A reconnect after ${missed.toLocaleString('en')} missed messages, as the server saw it

  newest page shown   after ${Math.round(shownMs)} ms: ${counted(untilShown)}
  complete            after ${Math.round(completeMs)} ms: ${counted(untilComplete)}
  pulls               ${pulls}
  held without a gap  ${first} to ${last}
`);
