import type { Person } from '@parley/protocol';

/** Who has an account here. */
export type PeopleStore = {
  /** Those of `ids` that exist, in any order. Strongly consistent. */
  get(ids: readonly string[]): Promise<Person[]>;
  /** The person with this address (lower case). */
  byEmail(email: string): Promise<Person | undefined>;
  /** Stores a person once: false where that id or that address is taken, and nothing is changed. */
  create(person: Person): Promise<boolean>;
};
