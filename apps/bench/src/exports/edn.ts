import type { Recorded } from '../history/record';
import { type Event, eventsOf, operationsOf } from './operations';

const mop = ({ operation: { log, append, read }, type }: Event): string => {
  const known = type === 'ok';
  if (append) return `[:send ${log} ${known ? `[${append.seq} ${append.value}]` : append.value}]`;
  return known
    ? `[:poll {${log} [${(read ?? []).map(({ seq, value }) => `[${seq} ${value}]`).join(' ')}]}]`
    : '[:poll]';
};

/**
 * A history for Jepsen's checker of Kafka-like logs, an operation a line: `:send` with the log and the value, its
 * offset once known, and `:poll` with what was read. A log is a key, a seq an offset. Pushes are left out: they may
 * come in any order, and a poll may not.
 */
export const edn = (records: readonly Recorded[]): string =>
  eventsOf(operationsOf(records))
    .map((event, index) => {
      const f = event.operation.append ? ':send' : ':poll';
      const { process, type } = event;
      return `{:index ${index}, :time ${index}, :process ${process}, :type :${type}, :f ${f}, :value [${mop(event)}]}\n`;
    })
    .join('');
