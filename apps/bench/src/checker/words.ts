import { type Entry, isKnown } from '@parley/protocol';

/** What a message says that nobody changed or took back; undefined of all else. */
export const wordsOf = (entry: Entry | undefined): string | undefined =>
  entry && isKnown(entry) && entry.kind === 'message.posted' && !entry.body.edited && !entry.body.deleted
    ? entry.body.text
    : undefined;
