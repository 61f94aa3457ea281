import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import type { Mail, State } from './state';

/** Mails kept. Ours: enough to find a code, small enough to write with every change. */
const mailsHeld = 200;

/** The mail that the pool would have sent. */
export type Mailbox = {
  /** Newest first; only those to this address (in any case) when one is given. */
  list(to?: string): Mail[];
};

export const mailbox = (state: State): Mailbox => ({
  list: (to) => {
    const wanted = to?.toLowerCase();
    return state.mails.filter((mail) => wanted === undefined || mail.to.toLowerCase() === wanted).toReversed();
  },
});

/** Adds a mail to the state; it lasts with the next save. */
export const deliver = (state: State, clock: Pick<Clock, 'now'>, mail: Omit<Mail, 'id' | 'sentAt'>): void => {
  state.mails.push({ ...mail, id: randomUUID(), sentAt: clock.now() });
  state.mails.splice(0, state.mails.length - mailsHeld);
};
