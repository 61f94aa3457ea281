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

/** What a value takes in the file, as far as it matters here: characters. */
const sizeOf = (change: Change): number => JSON.stringify(change).length + 1;

/** The file is written anew where it holds more than ten times what is kept: it then costs a tenth of what was appended. */
const slack = 10;
/** But not while it is as small as this: characters. */
const small = 1_000_000;

/**
 * Opens a file of changes, a line for those that belong together, and gives what they come to. The file is written anew
 * with that first, and again whenever it has outgrown what is kept. One that cannot be read is refused, and left alone.
 */
export const openJournal = async (
  file: string,
  { compactAt = small }: { compactAt?: number } = {},
): Promise<{ values: ReadonlyMap<string, unknown>; journal: Journal }> => {
  await mkdir(dirname(file), { recursive: true });
  const values = replay(file, await textIn(file));
  const now = new Map(values);
  const whole = (): string => (now.size === 0 ? '' : lineOf([...now]));
  let kept = [...now].reduce((sum, change) => sum + sizeOf(change), 0);
  let inFile = kept;
  await writeDurably(file, whole());
  let handle = await open(file, 'a');

  const note = (change: Change): void => {
    const [key, value] = change;
    if (now.has(key)) kept -= sizeOf([key, now.get(key)]);
    if (value === null) now.delete(key);
    else {
      now.set(key, value);
      kept += sizeOf(change);
    }
  };

  let unwritten = '';
  let running: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  let closing: Promise<void> | undefined;
  const writeAll = async (): Promise<void> => {
    const text = unwritten;
    unwritten = '';
    if (text === '') return;
    if (inFile + text.length > Math.max(compactAt, slack * kept)) return writeAnew();
    inFile += text.length;
    await handle.appendFile(text);
    await handle.datasync();
  };
  // What is kept holds what was about to be written. A crash leaves the old file or the new one, either of them whole.
  const writeAnew = async (): Promise<void> => {
    inFile = kept;
    await writeDurably(file, whole());
    await handle.close();
    handle = await open(file, 'a');
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
      write: (changes) => {
        for (const change of changes) note(change);
        unwritten += lineOf(changes);
      },
      saved,
      close: () => (closing ??= saved().finally(() => handle.close())),
    },
  };
};
