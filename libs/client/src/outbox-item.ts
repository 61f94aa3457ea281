import type { Outgoing } from './client';
import type { StoredMessage } from './outbox-store';

/** A message and how it stands. */
export type Item = StoredMessage & {
  sending: boolean;
  /** It is in the store: nothing is tried before. */
  isSaved: boolean;
  /** Its entry's seq, once that is known; it is shown until the timeline shows the entry instead (UX-SEND-2). */
  landed?: number;
  onLanded: Set<() => void>;
};

/** As it begins, or begins again after a reload. */
export const itemOf = (stored: StoredMessage, isSaved: boolean): Item => ({
  ...stored,
  sending: false,
  isSaved,
  onLanded: new Set(),
});

/** What of it goes into the store. */
export const storedOf = ({ sending: _s, isSaved: _v, landed: _l, onLanded: _o, ...stored }: Item): StoredMessage =>
  stored;

/** What of it is shown. */
export const outgoing = ({ conversationId, key, text, at, refusal: refused, sending, landed }: Item): Outgoing => ({
  ...{ conversationId, key, text, at },
  state: refused ? 'failed' : sending || landed !== undefined ? 'sending' : 'waiting',
  ...(refused && { refusal: refused }),
});
