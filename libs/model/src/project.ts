import { isMembership } from './log';
import { afterEntry } from './members';
import type { Holds } from './rules';
import type { Call, Entry, World } from './world';

/** Whether an entry rewrites a message that stands earlier in the log. */
export const changesMessage = ({ kind }: Pick<Entry, 'kind'>): boolean =>
  kind === 'edited' || kind === 'deleted' || kind === 'reacted';

/**
 * LOG-6: a reaction rewrites the message as it was read, so its transaction is conditional on the `rev` that was read;
 * where that has moved, the message is read and the change decided again. An edit or a deletion replaces the text whole.
 */
export const isDecidedOn = (holds: Holds, world: World, { attempt, message }: Call): boolean => {
  if (attempt.kind !== 'reacted') return true;
  return message !== undefined && (!holds('LOG-6/condition') || message.rev === world.messages[attempt.of]?.rev);
};

/** What is written with an entry. A query beside the transaction may still see the old member row for a moment. */
export const project = (holds: Holds, world: World, { message }: Call, entry: Entry): void => {
  if (isMembership(entry)) {
    if (holds('SYNC-7/join') && entry.kind === 'joined' && entry.of === world.reader) world.inbox.marker = entry.seq;
    const before = world.rows[entry.of];
    world.rows = afterEntry(world.rows, entry);
    if (world.may['the lagging member row shows'] && before) world.lagging = { [entry.of]: before };
  } else if (world.messages[entry.of]) {
    const texts = { edited: entry.key, deleted: '', reacted: message?.text ?? '' };
    const text = texts[entry.kind as keyof typeof texts];
    world.messages[entry.of] = { text, rev: entry.seq };
  }
};
