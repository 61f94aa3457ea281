import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Recorded } from './record';

/** Writes histories into a file, a record a line, each history after a record that says how it was made. */
export const historyFile = (path: string) => {
  const file = createWriteStream(path);
  const broken = once(file, 'error').then(([error]) => {
    throw error;
  });
  broken.catch(() => undefined); // told by whoever writes next
  return {
    write: async (records: readonly Recorded[]): Promise<void> => {
      for (const record of records)
        if (!file.write(`${JSON.stringify(record)}\n`)) await Promise.race([once(file, 'drain'), broken]);
    },
    close: async (): Promise<void> => {
      file.end();
      await Promise.race([once(file, 'close'), broken]);
    },
  };
};

/** The histories of a file, one after the other, so that only one of them is in memory. */
export async function* historiesIn(path: string): AsyncGenerator<Recorded[]> {
  let records: Recorded[] = [];
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const record = JSON.parse(line) as Recorded;
    if (record.is === 'world' && records.length > 0) {
      yield records;
      records = [];
    }
    records.push(record);
  }
  if (records.length > 0) yield records;
}
