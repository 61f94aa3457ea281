import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type State, StateFile } from './state';
import { writeDurably } from './write-durably';

/** The pool's state in memory and its copy on disk. */
export type Store = {
  state: State;
  /** Resolves when everything changed before the call is on disk. Calls made during one write share the next. */
  save(): Promise<void>;
};

const readIfThere = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

const parse = (file: string, text: string): State => {
  try {
    const { users, sessions, groups, mails } = StateFile.parse(JSON.parse(text));
    return {
      users: new Map(users.map((user) => [user.sub, user])),
      sessions: new Map(sessions.map((session) => [session.originJti, session])),
      groups: new Map(groups.map((group) => [group.name, group])),
      mails,
    };
  } catch (cause) {
    throw new Error(`${file} is not a user pool that this version can read. Delete it to start with an empty pool.`, {
      cause,
    });
  }
};

const emptyState = (): State => ({ users: new Map(), sessions: new Map(), groups: new Map(), mails: [] });

const textOf = ({ users, sessions, groups, mails }: State): string =>
  JSON.stringify({
    version: 1,
    users: [...users.values()],
    sessions: [...sessions.values()],
    groups: [...groups.values()],
    mails,
  });

/** Opens the data file, or starts empty when there is none. A file that cannot be read is refused, never overwritten. */
export const openStore = async (file: string): Promise<Store> => {
  await mkdir(dirname(file), { recursive: true });
  const text = await readIfThere(file);
  const state: State = text === undefined ? emptyState() : parse(file, text);

  let running: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  const save = (): Promise<void> => {
    waiting ??= running
      .catch(() => undefined) // whoever asked for that write was told; this one tries again
      .then(() => {
        running = waiting ?? running;
        waiting = undefined;
        return writeDurably(file, textOf(state));
      });
    return waiting;
  };
  return { state, save };
};
