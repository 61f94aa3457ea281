import type { Person, StatusText } from '@parley/protocol';

/** Some of what somebody says of themselves; null takes it away. */
export type ProfileChange = {
  name?: string | undefined;
  handle?: string | null | undefined;
  colour?: number | undefined;
  timeZone?: string | undefined;
  says?: StatusText | null | undefined;
};

/** One place in the directory: somebody under one of their terms (`termsOf`), or under their name (`listedAs`). */
export type Listed = { term: string; personId: string };
/** Behind which place to go on, and how many to give. */
export type Stretch = { after?: Listed | undefined; limit: number };

/** How people present themselves, and how they are found. Everybody who is created is in it. */
export type Directory = {
  /**
   * Changes what is named, the handle's row and the places in the directory, all or none. `moved` where name or handle
   * are no more as in `was`, or they were removed; `handle_taken` where somebody else has one that looks like it (`looksOf`).
   */
  change(was: Person, to: ProfileChange): Promise<'changed' | 'moved' | 'handle_taken'>;
  /** Places whose term begins so, by term, then person: code points in order. Strongly consistent. */
  find(prefix: string, stretch: Stretch): Promise<Listed[]>;
  /** The places of everybody's name, in the same order. */
  list(stretch: Stretch): Promise<Listed[]>;
  /** Takes somebody who is as in `was` out of it, and frees their handle. Their profile stays. May be repeated. */
  remove(was: Person): Promise<void>;
};

/** The profile after a change. */
export const afterProfile = ({ says, handle, ...was }: Person, to: ProfileChange): Person => {
  const named = Object.entries({ name: to.name, colour: to.colour, timeZone: to.timeZone });
  const chosen = Object.fromEntries(named.filter(([, value]) => value !== undefined));
  const [nextHandle, nextSays] = [to.handle === undefined ? handle : to.handle, to.says === undefined ? says : to.says];
  return { ...was, ...chosen, ...(nextHandle && { handle: nextHandle }), ...(nextSays && { says: nextSays }) };
};
