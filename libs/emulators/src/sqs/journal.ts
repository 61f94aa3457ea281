import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { writeDurably } from '../cognito/write-durably';

/** A value that changed under its key; null, when it was removed. */
export type Change = readonly [key: string, value: unknown];
const Line = z.array(z.tuple([z.string(), z.unknown()]));

export type Journal = {
  /** Takes changes that belong together: after a crash, all of them are there or none. */
  write(changes: readonly Change[]): void;
  /**
   * Resolves when everything written before the call is on disk. Calls made during one write share the next. Once a
   * write has failed, all later ones do: what is on disk is then no longer what was said.
   */
  saved(): Promise<void>;
  /** Resolves when everything is on disk and the file is closed. */
  close(): Promise<void>;
};

const textIn = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
};

/** What is said of a file that cannot be read. */
export const unreadable = (file: string, cause: unknown): Error =>
  new Error(`${file} is not a journal that this version can read. Delete it to start with empty queues.`, { cause });

const replay = (file: string, text: string): Map<string, unknown> => {
  const values = new Map<string, unknown>();
  // What stands behind the last line break was being written when the process died: nobody was told that it is kept.
  for (const line of text.split('\n').slice(0, -1)) {
    try {
      for (const [key, value] of Line.parse(JSON.parse(line))) {
        if (value === null) values.delete(key);
        else values.set(key, value);
      }
    } catch (cause) {
      throw unreadable(file, cause);
    }
  }
  return values;
};

const lineOf = (changes: readonly Change[]): string => `${JSON.stringify(changes)}\n`;

/**
 * Opens a file of changes, a line for those that belong together, and gives what they come to. The file is written anew
 * with that first, so it grows with what one run does and no further. One that cannot be read is refused, and left alone.
 */
export const openJournal = async (
  file: string,
): Promise<{ values: ReadonlyMap<string, unknown>; journal: Journal }> => {
  await mkdir(dirname(file), { recursive: true });
  const values = replay(file, await textIn(file));
  await writeDurably(file, values.size === 0 ? '' : lineOf([...values]));
  const handle = await open(file, 'a');

  let unwritten = '';
  let running: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  let closing: Promise<void> | undefined;
  const writeAll = async (): Promise<void> => {
    const text = unwritten;
    unwritten = '';
    if (text === '') return;
    await handle.appendFile(text);
    await handle.datasync();
  };
  const saved = (): Promise<void> => {
    waiting ??= running.then(() => {
      running = waiting ?? running;
      waiting = undefined;
      return writeAll();
    });
    return waiting;
  };
  return {
    values,
    journal: {
      write: (changes) => void (unwritten += lineOf(changes)),
      saved,
      close: () => (closing ??= saved().finally(() => handle.close())),
    },
  };
};
