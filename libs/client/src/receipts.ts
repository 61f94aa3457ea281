import type { Receipt, Signal } from '@parley/protocol';
import type { ClientEvent } from './client';
import type { Ask } from './http';

type ReceiptSignal = Extract<Signal, { kind: 'receipt' }>;

/** SYNC-5: either end of a receipt only climbs; what was not told leaves what is held. */
export const climbed = (held: Receipt | undefined, heard: Receipt): Receipt => {
  const read = Math.max(held?.read ?? 0, heard.read ?? 0);
  return {
    personId: heard.personId,
    received: Math.max(held?.received ?? 0, heard.received),
    ...((held?.read ?? heard.read) !== undefined && { read }),
  };
};
const isSame = (a: Receipt | undefined, b: Receipt) => a?.received === b.received && a.read === b.read;

export type Receipts = ReturnType<typeof createReceipts>;

/** How far small conversations have come to their other members. */
export const createReceipts = (parts: { ask: Ask; emit(event: ClientEvent): void }) => {
  const { ask, emit } = parts;
  const held = new Map<string, Map<string, Receipt>>();

  const list = (conversationId: string): Receipt[] => [...(held.get(conversationId)?.values() ?? [])];

  return {
    read: async (conversationId: string): Promise<Receipt[]> => {
      const { receipts } = await ask('delivery.receipts', { conversationId });
      const before = held.get(conversationId);
      // Who is listed no more left; who does not share what they read any more is believed at once.
      const now = receipts.map((heard) => {
        const known = before?.get(heard.personId);
        const { read: _, ...received } = known ?? { personId: heard.personId, received: 0 };
        return climbed(heard.read === undefined ? received : known, heard);
      });
      held.set(conversationId, new Map(now.map((receipt) => [receipt.personId, receipt])));
      emit({ type: 'receipts', conversationId, receipts: now });
      return now;
    },
    heard: ({ conversationId, kind: _, ...heard }: ReceiptSignal): void => {
      const people = held.get(conversationId);
      if (!people) return; // nobody has asked for these: the list that they ask for tells
      const now = climbed(people.get(heard.personId), heard);
      if (isSame(people.get(heard.personId), now)) return;
      people.set(heard.personId, now);
      emit({ type: 'receipts', conversationId, receipts: list(conversationId) });
    },
    forget: (conversationId: string): void => void held.delete(conversationId),
    forgetAll: (): void => held.clear(),
  };
};
