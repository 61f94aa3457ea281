import type { MessageRow } from './timeline-rows';

/** What can be done with a message that is on its way. */
export type UnsentActions = {
  /** Settles when that is known; why it could not be done is told beside the composer. */
  retry(key: string): Promise<void>;
  /** Its text goes back to the composer. */
  edit(key: string, text: string): void;
  remove(key: string): void;
};

/** What can be done with a message that has its place, by that place. */
export type PlacedActions = {
  /** `on`: I react with it from now on. */
  react(seq: number, emoji: string, on: boolean): void;
  pickReaction(seq: number): void;
  reply(seq: number): void;
  edit(seq: number): void;
  markUnread(seq: number): void;
  /** Asks before it deletes. */
  remove(seq: number): void;
  /** Shows another message, where it is still there. */
  jump(seq: number): void;
};

export type RowActions = {
  conversationId: string;
  unsent: UnsentActions;
  placed: PlacedActions;
  /** I own or moderate this channel: I may delete what others said. */
  moderates: boolean;
};

type Act = keyof Omit<PlacedActions, 'react' | 'jump'>;

/** What may be done with this very message, in the order in which it is offered. */
export const actsOn = (row: MessageRow, moderates: boolean): Act[] => {
  if (row.seq === undefined) return [];
  if (row.deleted) return ['markUnread'];
  const mine: Act[] = row.mine ? ['edit'] : [];
  const remove: Act[] = row.mine || moderates ? ['remove'] : [];
  return ['pickReaction', 'reply', ...mine, 'markUnread', ...remove];
};

/** What each is called, and the single key that does it on a focused row. */
export const acts: Record<Act, { label: string; keys: string[]; shown: string }> = {
  pickReaction: { label: 'Add reaction', keys: ['+'], shown: '+' },
  reply: { label: 'Reply', keys: ['r'], shown: 'R' },
  edit: { label: 'Edit', keys: ['e'], shown: 'E' },
  markUnread: { label: 'Mark unread from here', keys: ['u'], shown: 'U' },
  remove: { label: 'Delete', keys: ['Delete', 'Backspace'], shown: 'Del' },
};

/** What of a key press decides. */
type Press = { key: string; altKey: boolean; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean };

/** UX-KEY-1: single keys act without a modifier, which belong to the browser; a plus may need Shift to be typed. */
export const actOf = (press: Press, row: MessageRow, moderates: boolean): Act | undefined => {
  if (press.altKey || press.ctrlKey || press.metaKey) return undefined;
  if (press.shiftKey && press.key !== '+') return undefined;
  return actsOn(row, moderates).find((act) =>
    acts[act].keys.includes(press.key.length === 1 ? press.key.toLowerCase() : press.key),
  );
};

/** Shift+F10, or the key made for it. */
export const opensMenu = ({ key, shiftKey }: Press): boolean => key === 'ContextMenu' || (shiftKey && key === 'F10');
