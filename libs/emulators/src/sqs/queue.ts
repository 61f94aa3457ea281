import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import { fail } from './fault';
import type { Change } from './journal';
import { Accepted, Message, type MessageAttributes } from './message';
import type { QueueSettings } from './settings';

/** "The minimum deduplication interval is 5 minutes" (SQS developer guide, exactly-once processing). */
const deduplicationMs = 5 * 60_000;
/** One receive takes at most so many: also from one group, so nothing behind them in their group is in flight. */
const mostAtOnce = 10;

export type Outgoing = { group: string; deduplicationId: string; body: string; attributes: MessageAttributes };

/** A FIFO queue in memory. What it changes, it tells to `write`, changes that belong together in one call. */
export const fifoQueue = ({
  name,
  arn,
  settings,
  clock,
  write,
  bury,
}: {
  name: string;
  arn: string;
  settings: QueueSettings;
  clock: Clock;
  write: (changes: readonly Change[]) => void;
  /** Puts a message into the dead-letter queue, and gives what that changes there. */
  bury: (message: Message) => readonly Change[];
}) => {
  const { visibilityTimeoutSeconds = 30, messageRetentionSeconds = 345_600, deduplicationScope = 'queue' } = settings;
  const messages = new Map<string, Message>();
  /** The messages of each group, in the order of their sequence numbers. */
  const groups = new Map<string, Message[]>();
  const accepted = new Map<string, Accepted>();
  let lastSequence = 0;

  const put = (message: Message): Change => {
    const known = messages.get(message.id);
    messages.set(message.id, message);
    const group = groups.get(message.group) ?? [];
    if (known) group.splice(group.indexOf(known), 1, message);
    else group.push(message);
    groups.set(message.group, group);
    lastSequence = Math.max(lastSequence, message.sequence);
    return [`${name} message ${message.id}`, message];
  };
  const remove = ({ id, group }: Message): Change => {
    const left = (groups.get(group) ?? []).filter((message) => message.id !== id);
    messages.delete(id);
    if (left.length > 0) groups.set(group, left);
    else groups.delete(group);
    return [`${name} message ${id}`, null];
  };
  // Sequence numbers rise also over a restart after which no message is left.
  const nextSequence = () => Math.max(lastSequence + 1, clock.now() * 1_000);

  const forgetOld = (): Change[] => {
    const oldest = clock.now() - messageRetentionSeconds * 1_000;
    const forgotten: Change[] = [];
    // Both maps are in the order of arrival, so what is young enough ends the search.
    for (const message of messages.values()) {
      if (message.sentAt > oldest) break;
      forgotten.push(remove(message));
    }
    for (const [key, { at }] of accepted) {
      if (at > clock.now() - deduplicationMs) break;
      accepted.delete(key);
      forgotten.push([`${name} accepted ${key}`, null]);
    }
    return forgotten;
  };

  const send = ({ group, deduplicationId, body, attributes }: Outgoing): Pick<Message, 'id' | 'sequence'> => {
    const changes = forgetOld();
    const key = deduplicationScope === 'queue' ? deduplicationId : `${group} ${deduplicationId}`;
    const known = accepted.get(key);
    if (known) {
      write(changes);
      return known;
    }
    const [id, at] = [randomUUID(), clock.now()];
    const sequence = nextSequence();
    const message = { id, sequence, group, deduplicationId, body, attributes, sentAt: at, received: 0, visibleAt: at };
    accepted.set(key, { id, sequence, at });
    write([...changes, put(message), [`${name} accepted ${key}`, { id, sequence, at }]]);
    return message;
  };

  const isInFlight = ({ visibleAt }: Message) => visibleAt > clock.now();

  const receive = (most: number, visibilitySeconds = visibilityTimeoutSeconds): Message[] => {
    const changes = forgetOld();
    const taken: Message[] = [];
    for (const group of [...groups.values()]) {
      if (taken.length === most) break;
      const front = group.slice(0, mostAtOnce);
      // One message of a group that is in flight holds up all others of it: that is what keeps them in order.
      if (front.some(isInFlight)) continue;
      for (const message of front.slice(0, most - taken.length)) {
        if (settings.deadLetter && message.received >= settings.deadLetter.maxReceiveCount) {
          changes.push(remove(message), ...bury({ ...message, source: arn }));
          continue;
        }
        const now = clock.now();
        const fresh = {
          ...message,
          received: message.received + 1,
          firstReceivedAt: message.firstReceivedAt ?? now,
          visibleAt: now + visibilitySeconds * 1_000,
          receipt: `${message.id}.${randomBytes(16).toString('base64url')}`,
        };
        changes.push(put(fresh));
        taken.push(fresh);
      }
    }
    if (changes.length > 0) write(changes);
    return taken;
  };

  /** The message that a receipt stands for; undefined when it was deleted since. */
  const received = (receipt: string): Message | undefined => {
    const [id = ''] = receipt.split('.');
    if (!/^[0-9a-f-]{36}\.[\w-]{22}$/.test(receipt))
      fail('ReceiptHandleIsInvalid', `The input receipt handle "${receipt}" is not a valid receipt handle.`);
    const message = messages.get(id);
    if (!message) return undefined;
    // Of a FIFO queue, a receipt is good for nothing once the message may be received again.
    if (message.receipt !== receipt || !isInFlight(message)) {
      const reason = 'Reason: The receipt handle has expired.';
      fail('InvalidParameterValueException', `Value ${receipt} for parameter ReceiptHandle is invalid. ${reason}`);
    }
    return message;
  };

  return {
    name,
    arn,
    settings,
    send,
    receive,
    /** Deletes what a receipt stands for; deleting it again does nothing. */
    remove: (receipt: string): void => {
      const message = received(receipt);
      if (message) write([remove(message)]);
    },
    /** Makes a message that is in flight visible so many seconds from now. */
    show: (receipt: string, seconds: number): void => {
      const message = received(receipt);
      if (!message) fail('MessageNotInflight', 'The specified message is not in flight.');
      write([put({ ...message, visibleAt: clock.now() + seconds * 1_000 })]);
    },
    purge: (): void => write([...messages.values()].map(remove)),
    /** Takes over a message that another queue gave up: with its id, and a new place in the order. */
    takeOver: (message: Message): Change => {
      const { receipt: _, ...kept } = message;
      // Of a FIFO queue the time of sending starts anew in the dead-letter queue (SQS developer guide, dead-letter queues).
      return put({ ...kept, sequence: nextSequence(), sentAt: clock.now(), visibleAt: clock.now() });
    },
    /** How many may be received, and how many are in flight. */
    count: (): { visible: number; inFlight: number } => {
      const inFlight = [...messages.values()].filter(isInFlight).length;
      return { visible: messages.size - inFlight, inFlight };
    },
    /** When the next message that is in flight will be visible again; undefined when none is. */
    nextVisibleAt: (): number | undefined => {
      const fronts = [...groups.values()].flatMap((group) => group.slice(0, mostAtOnce));
      return fronts.filter(isInFlight).reduce<number | undefined>(earlier, undefined);
    },
    /**
     * Takes back what an earlier run has kept of this queue. Nothing is in flight: who had received something ended with
     * that run, and would hold up its group until the visibility timeout was over.
     */
    restore: (values: ReadonlyMap<string, unknown>): void => {
      const now = clock.now();
      const own = (kind: string) => [...values].filter(([key]) => key.startsWith(`${name} ${kind} `));
      const kept = own('message').map(([, value]) => Message.parse(value));
      for (const { receipt: _, ...message } of kept.sort((a, b) => a.sequence - b.sequence))
        put({ ...message, visibleAt: Math.min(message.visibleAt, now) });
      for (const [key, value] of own('accepted')) {
        const memory = Accepted.parse(value);
        accepted.set(key.slice(`${name} accepted `.length), memory);
        lastSequence = Math.max(lastSequence, memory.sequence);
      }
    },
  };
};

const earlier = (than: number | undefined, { visibleAt }: Message): number => Math.min(than ?? Infinity, visibleAt);

export type FifoQueue = ReturnType<typeof fifoQueue>;
