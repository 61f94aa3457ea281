/// <reference lib="dom" />
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/**
 * A database that is opened when it is first used, and again after the browser closed it under us (storage was cleared,
 * the machine slept). It makes way for a newer build in another tab that has to upgrade it: from then on this build
 * cannot open it, and its stores reject. Where there is no IndexedDB, or it is refused (a private window, cookies
 * blocked), opening throws or rejects, by browser; here it rejects.
 */
export const idbDatabase = <S extends DBSchema>(
  name: string,
  version: number,
  upgrade: (database: IDBPDatabase<S>) => void,
): (() => Promise<IDBPDatabase<S>>) => {
  let opened: Promise<IDBPDatabase<S>> | undefined;
  const forget = () => (opened = undefined);
  const open = async () =>
    openDB<S>(name, version, {
      upgrade,
      terminated: forget,
      blocking: (_current, _wanted, event) => {
        forget();
        (event.target as IDBDatabase).close();
      },
    });
  return () => {
    if (!opened) {
      opened = open();
      opened.catch(forget);
    }
    return opened;
  };
};
