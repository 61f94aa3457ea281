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
  /** `isListed`: a list of them was read, so these are all of them; until then they are what came while it is read. */
  const held = new Map<string, { people: Map<string, Receipt>; isListed: boolean }>();

  return {
    read: async (conversationId: string): Promise<Receipt[]> => {
      // Before it is asked: what comes while the list is on its way may be newer than the list (SYNC-1).
      if (!held.has(conversationId)) held.set(conversationId, { people: new Map(), isListed: false });
      const { receipts } = await ask('delivery.receipts', { conversationId });
      const before = held.get(conversationId)?.people;
      // Who is listed no more left; who does not share what they read any more is believed at once.
      const now = receipts.map((heard) => {
        const known = before?.get(heard.personId);
        const { read: _, ...received } = known ?? { personId: heard.personId, received: 0 };
        return climbed(heard.read === undefined ? received : known, heard);
      });
      held.set(conversationId, { people: new Map(now.map((receipt) => [receipt.personId, receipt])), isListed: true });
      emit({ type: 'receipts', conversationId, receipts: now });
      return now;
    },
    heard: ({ conversationId, kind: _, ...heard }: ReceiptSignal): void => {
      const known = held.get(conversationId);
      if (!known) return; // nobody has asked for these: the list that they ask for tells
      const { people, isListed } = known;
      const now = climbed(people.get(heard.personId), heard);
      if (isSame(people.get(heard.personId), now)) return;
      people.set(heard.personId, now);
      if (isListed) emit({ type: 'receipts', conversationId, receipts: [...people.values()] });
    },
    forget: (conversationId: string): void => void held.delete(conversationId),
    forgetAll: (): void => held.clear(),
  };
};
