import type { Command } from './command';
import type { Item } from './outbox-item';

type Merged =
  /** It is on its way already. */
  | { do: 'nothing'; item: Item }
  /** It takes that one back, which was never tried: neither is sent. */
  | { do: 'cancel'; item: Item }
  /** That one was never tried, and says this instead. */
  | { do: 'replace'; item: Item; command: Extract<Command, { type: 'messages.edit' }> };

const isReaction = ({ type }: Command) => type === 'messages.react' || type === 'messages.unreact';
const isSameReaction = (a: Command, b: Command) =>
  'emoji' in a && 'emoji' in b && a.target === b.target && a.emoji === b.emoji;

/** What becomes of a change where something about the same waits in the queue; undefined where it just goes behind. */
export const merge = (queue: readonly Item[], command: Command): Merged | undefined => {
  const waiting = queue.filter(({ landed, refusal }) => landed === undefined && !refusal);
  if (isReaction(command)) {
    const item = waiting.findLast((other) => isSameReaction(other.command, command));
    if (item?.command.type === command.type) return { do: 'nothing', item };
    return item && item.after === undefined ? { do: 'cancel', item } : undefined;
  }
  if (command.type !== 'messages.edit') return undefined;
  const item = waiting.findLast(
    ({ command: other }) => other.type === 'messages.edit' && other.target === command.target,
  );
  if (item?.command.type !== 'messages.edit') return undefined;
  if (item.after !== undefined) return undefined;
  return { do: 'replace', item, command: { ...item.command, text: command.text } };
};
