import type { Recorded } from '../history/record';
import { type Event, eventsOf, operationsOf } from './operations';

const value = ({ operation: { log, append, read }, type }: Event): unknown[] => {
  if (append) return ['append', log, append.value];
  return ['r', log, type === 'ok' ? (read ?? []).map((one) => one.value) : null];
};

/**
 * A history for elle-cli's model `list-append`, as its JSON: appends, and those reads that brought a whole log, for there
 * a read is the list as it was then; the first page of a longer one would be taken for an old state of it.
 */
export const elle = (records: readonly Recorded[]): string => {
  const operations = operationsOf(records).filter(({ append, isWhole }) => append ?? isWhole);
  const events = eventsOf(operations).map((event, index) => {
    const { process, type } = event;
    return JSON.stringify({ index, process, type, f: 'txn', value: [value(event)] });
  });
  return `[${events.join(',\n ')}]\n`;
};
