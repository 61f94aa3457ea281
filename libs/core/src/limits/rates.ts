import type { Rate } from './rate';

/** How many entries an author may have among the newest of a log: at most `most` within `withinMs`. */
export type TailRate = { most: number; withinMs: number };

/** What is limited. Null: it is not, as in a torture or a measurement. */
export type Rates = {
  /** Everything that one person asks of one process. */
  asks: Rate | null;
  /** What one author says and changes in one conversation, read off the log's own tail: it costs no write. */
  says: TailRate | null;
  /** The rarer acts, each with a bucket for every person. */
  opens: Rate | null;
  invites: Rate | null;
  searches: Rate | null;
  profiles: Rate | null;
  addressCodes: Rate | null;
  /** A bucket for every source address, as nobody is signed in there. */
  looks: Rate | null;
  /** A bucket for every address that somebody signs up with. */
  signUps: Rate | null;
  /** A bucket for every link that people sign up by. */
  linkSignUps: Rate | null;
  /** A bucket for every name that somebody signs in with, whether anybody has it or not. */
  signIns: Rate | null;
};
/** What has buckets that all processes share. */
export type Act = Exclude<keyof Rates, 'asks' | 'says'>;

const second = 1_000;
const minute = 60 * second;

/** The limits of a workspace. None is felt by a person at a keyboard; a program that runs wild is held at the second number. */
export const rates: Rates = {
  // A start fills lists, presence, receipts and 200 positions; a page that was offline sends its outbox at once.
  asks: { burst: 300, everyMs: 50 },
  // Three a second for ten seconds: more than anybody types or taps, and an outbox that empties itself waits for a moment.
  says: { most: 30, withinMs: 10 * second },
  // Setting up a team is a dozen channels. What is there already is opened as often as anybody likes.
  opens: { burst: 30, everyMs: 20 * second },
  // A team in one go, and then 20 an hour: every e-mail is sent in the company's name.
  invites: { burst: 30, everyMs: 3 * minute },
  // A search runs while somebody types.
  searches: { burst: 40, everyMs: second / 2 },
  // Each may move a handle that others look for.
  profiles: { burst: 20, everyMs: minute / 2 },
  // As many as the pool mails to somebody who asks it; each goes to an address that may be another's.
  addressCodes: { burst: 5, everyMs: 12 * minute },
  // Guessing 160 bits is pointless at any rate: this bounds what it costs. An office shares one address.
  looks: { burst: 60, everyMs: second },
  // Somebody who mistypes tries again at once; mail goes to an address that may be another's.
  signUps: { burst: 5, everyMs: 5 * minute },
  // As many at once as a link has uses at the most, since a sign-up takes none: each mails an address that may be another's.
  linkSignUps: { burst: 500, everyMs: 5 * minute },
  // Right passwords count, too. Above what somebody does who moves to a new set of devices and mistypes; a list of leaked
  // passwords is worth 2,900 tries a day at the most. Whoever is out waits half a minute at the longest once the others
  // stop: no longer than under the pool's own lockout, which one wrong password in 15 minutes keeps up.
  signIns: { burst: 20, everyMs: minute / 2 },
};

/** No limits: for tortures and measurements, where a hundred people of one process write as fast as they can. */
export const unlimited: Rates = {
  asks: null,
  says: null,
  opens: null,
  invites: null,
  searches: null,
  profiles: null,
  addressCodes: null,
  looks: null,
  signUps: null,
  linkSignUps: null,
  signIns: null,
};
