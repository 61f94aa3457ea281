/// <reference lib="dom" />
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type Clock, systemClock } from './clock';

/**
 * So long a database may take to open. A choice, not a measurement: what is said meanwhile waits on the screen for it, and
 * one that was merely slow is asked again later (`forgivingStore`).
 */
export const openMs = 3_000;

/**
 * A database that is opened when it is first used, and again after the browser closed it under us (storage was cleared,
 * the machine slept). It makes way for a newer build in another tab that has to upgrade it: from then on this build
 * cannot open it, and its stores reject. Where there is no IndexedDB, or it is refused (a private window, cookies
 * blocked), opening throws or rejects, by browser; here it rejects. So it does where another tab does not make way, or
 * the browser has not answered after `openMs`; and at once from then on, until it answers after all: it is opened anew then.
 */
export const idbDatabase = <S extends DBSchema>(
  name: string,
  version: number,
  upgrade: (database: IDBPDatabase<S>) => void,
  clock: Clock = systemClock,
): (() => Promise<IDBPDatabase<S>>) => {
  let opened: Promise<IDBPDatabase<S>> | undefined;
  const forget = () => (opened = undefined);
  const request = async (blocked: () => void) =>
    openDB<S>(name, version, {
      upgrade,
      blocked,
      terminated: forget,
      blocking: (_current, _wanted, event) => {
        forget();
        (event.target as IDBDatabase).close();
      },
    });
  const open = () =>
    new Promise<IDBPDatabase<S>>((resolve, reject) => {
      let isGivenUp = false;
      const giveUp = (why: string) => {
        isGivenUp = true;
        reject(new Error(`The database ${name} could not be opened: ${why}.`));
      };
      const stopWaiting = clock.after(openMs, () => giveUp('the browser does not answer'));
      const succeed = (database: IDBPDatabase<S>) => {
        stopWaiting();
        if (!isGivenUp) return resolve(database);
        // Nobody waits for it any more, and open it would be in the way of a newer build.
        database.close();
        forget();
      };
      const fail = (error: unknown) => {
        stopWaiting();
        forget();
        reject(error as Error);
      };
      request(() => giveUp('another tab holds it in an older version')).then(succeed, fail);
    });
  return () => (opened ??= open());
};
