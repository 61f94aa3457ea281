import type { Clock } from '../clock';
import type { Appended } from '../conversations/append';
import type { Context } from '../use-case';

/** A retry hands its entry over again for five minutes, in case the first try died in between; later it only answers (LOG-9). */
const againMs = 5 * 60_000;

/** Whether an entry of that time, found by a retry, is handed over again. */
export const isHandedOverAgain = (clock: Clock, at: number): boolean => clock.now() - at < againMs;

/** Gives an appended entry to everybody who receives it. */
export const handOver = async (
  { delivery, clock, measure }: Context,
  conversationId: string,
  { entry, members, claimed }: Appended,
): Promise<void> => {
  if (claimed && entry.kind === 'message.posted') measure?.('messageAccepted', 1, entry.key);
  if (!claimed && !isHandedOverAgain(clock, entry.at)) return;
  await delivery.entry(conversationId, entry, members);
  if (claimed) measure?.('deliveryMs', clock.now() - entry.at, entry.key);
};
