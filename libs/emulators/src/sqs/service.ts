import type { Clock } from '../clock';
import type { Credentials } from '../sigv4';
import { fail } from './fault';
import { type Change, openJournal, unreadable } from './journal';
import { longPoll, type Receive } from './long-poll';
import type { Message } from './message';
import { type FifoQueue, fifoQueue } from './queue';
import type { QueueSettings } from './settings';

export type SqsOptions = {
  /** Keeps every message; made when it is missing. */
  file: string;
  /** Where the service is reached, without a slash at its end: queue URLs begin with it. */
  endpoint: string;
  region: string;
  accountId: string;
  /** What calls must be signed with. */
  credentials: Credentials;
  /** By name, which ends in `.fifo`: only FIFO queues are played. */
  queues: Record<string, QueueSettings>;
  clock: Clock;
};

/** A queue as both its doors use it: the API and the event source mappings. */
export type Queue = FifoQueue & {
  url: string;
  poll(receive: Receive): Promise<Message[]>;
  /** To be called when it was changed from outside. */
  wake(): void;
};

/** The queues of one account in one region, and the file that they are kept in. */
export const openService = async ({ file, queues: settings, ...rest }: SqsOptions) => {
  const { endpoint, region, accountId, clock } = rest;
  refuseQueuesThatCannotBe(settings);
  const { values, journal } = await openJournal(file);

  const queues = new Map<string, Queue>();
  const named = (name: string): Queue => queues.get(name) ?? fail('QueueDoesNotExist', nowhere);
  for (const [name, own] of Object.entries(settings)) {
    const write = (changes: readonly Change[]): void => {
      journal.write(changes);
      polls.changed();
    };
    const bury = (message: Message): readonly Change[] => {
      const changes = own.deadLetter ? [named(own.deadLetter.queue).takeOver(message)] : [];
      if (own.deadLetter) named(own.deadLetter.queue).wake();
      return changes;
    };
    const arn = `arn:aws:sqs:${region}:${accountId}:${name}`;
    const queue = fifoQueue({ name, arn, settings: own, clock, write, bury });
    const polls = longPoll(queue, clock);
    queues.set(
      name,
      Object.assign(queue, { url: `${endpoint}/${accountId}/${name}`, poll: polls.receive, wake: polls.changed }),
    );
  }
  try {
    for (const queue of queues.values()) queue.restore(values);
  } catch (cause) {
    await journal.close();
    throw unreadable(file, cause);
  }

  return {
    ...rest,
    named,
    /** The queue of a URL, whichever host it names: only its last two parts count, as in the service. */
    at: (url: string): Queue => {
      const [account, name = ''] = url.split('/').slice(-2);
      return account === accountId ? named(name) : fail('QueueDoesNotExist', nowhere);
    },
    saved: journal.saved,
    close: journal.close,
  };
};
export type Service = Awaited<ReturnType<typeof openService>>;

const nowhere = 'The specified queue does not exist.';

const refuseQueuesThatCannotBe = (queues: Record<string, QueueSettings>): void => {
  for (const [name, { deadLetter }] of Object.entries(queues)) {
    if (!/^[\w-]{1,75}\.fifo$/.test(name))
      throw new Error(`"${name}" is no name of a FIFO queue: it has letters, digits, - and _, and ends in .fifo.`);
    if (deadLetter && !Object.hasOwn(queues, deadLetter.queue))
      throw new Error(`The dead-letter queue "${deadLetter.queue}" of "${name}" is missing.`);
  }
};
