import type { Person, Settings } from '@parley/protocol';

/** Who has an account here, and what they chose. */
export type PeopleStore = {
  /** Those of `ids` that exist, in any order. Strongly consistent. */
  get(ids: readonly string[]): Promise<Person[]>;
  /** The person with this address (lower case). */
  byEmail(email: string): Promise<Person | undefined>;
  /** Stores a person once: false where that id or that address is taken, and nothing is changed. */
  create(person: Person): Promise<boolean>;
  /**
   * Gives somebody who is as in `was` another address (lower case), and frees the one before, all or none. `moved` where
   * their address is no more as in `was`, or they were removed; `taken` where another profile has it.
   */
  changeEmail(was: Pick<Person, 'id' | 'email'>, email: string): Promise<'changed' | 'moved' | 'taken'>;
  /** What those of `ids` that exist have chosen; what they chose nothing about is as in `defaultSettings`. Strongly consistent. */
  settings(ids: readonly string[]): Promise<Map<string, Settings>>;
  /** Changes what is named. What that person has chosen then; undefined where there is no such person, or they were removed. */
  choose(id: string, chosen: Chosen): Promise<Settings | undefined>;
  /**
   * Takes from the profile of somebody who left for good what is personal: from then on they are as `formerMember` says,
   * and no username is known; their address is free. May be repeated.
   */
  forget(id: string): Promise<void>;
};

/** What a profile says whose person left for good: what they wrote stays, and needs an author. */
export const formerMember = {
  name: 'Former member',
  // A domain that nobody can have (RFC 2606).
  email: 'former.member@parley.invalid',
} as const;

/** Those who have not left for good. */
export const stillHere = (people: readonly Person[]): Person[] => people.filter(({ status }) => status !== 'removed');

/** Some of the settings. */
export type Chosen = { [K in keyof Settings]?: Settings[K] | undefined };

/** What holds for somebody who has chosen nothing. */
export const defaultSettings: Settings = { readReceipts: true };
