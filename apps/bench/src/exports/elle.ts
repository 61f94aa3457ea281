import type { Recorded } from '../history/record';
import { type Event, eventsOf, operationsOf } from './operations';

const value = ({ operation: { log, append, read }, type }: Event): unknown[] => {
  if (append) return ['append', log, append.value];
  return ['r', log, type === 'ok' ? (read ?? []).map((one) => one.value) : null];
};

/**
 * A history for elle-cli's model `list-append`, as its JSON: appends, and those reads that begin with the first entry,
 * since there a read is the whole list.
 */
export const elle = (records: readonly Recorded[]): string => {
  const operations = operationsOf(records).filter(({ append, read }) => append ?? read?.[0]?.seq === 1);
  const events = eventsOf(operations).map((event, index) => {
    const { process, type } = event;
    return JSON.stringify({ index, process, type, f: 'txn', value: [value(event)] });
  });
  return `[${events.join(',\n ')}]\n`;
};
