import { Entry, Seq } from '@parley/protocol';
import * as z from 'zod';
import type { Clock } from './clock';
import { NotGranted, unconfirmed } from './failures';
import { parseStoredItem } from './stored-item';
import type { Tabs } from './tabs';

const Stored = z.unknown().transform((value, context) => {
  const item = parseStoredItem(value);
  if (item) return item;
  context.addIssue('is no item of an outbox');
  return z.NEVER;
});

/** One item as the tab that sends tells it. */
export const SharedItem = z.object({
  ...{ stored: Stored, sending: z.boolean(), landed: Seq.optional() },
  /** Whether the store did not take it; an older build does not say. */
  inMemory: z.boolean().optional(),
});
export type SharedItem = z.output<typeof SharedItem>;

/** Of another build's queue, what this one knows. */
const SharedItems = z
  .array(z.unknown())
  .transform((items) => items.flatMap((item) => SharedItem.safeParse(item).data ?? []));

/** What a tab wants done by the one that sends. */
export const Wish = z.discriminatedUnion('do', [
  z.object({ do: z.literal('retry'), key: z.string(), text: z.string().optional() }),
  z.object({ do: z.literal('discard'), key: z.string() }),
]);
export type Wish = z.output<typeof Wish>;

/** What tabs of one person tell each other. */
const Said = z.discriminatedUnion('type', [
  /** This is in the store now; `inMemory`: in this tab alone, for the store did not take it. */
  z.object({ type: z.literal('added'), item: Stored, inMemory: z.boolean().default(false) }),
  /** I send now: all of a conversation's queue as it stands. */
  z.object({ type: z.literal('queue'), conversationId: z.string(), items: SharedItems }),
  /** It has arrived, or was given up: no tab keeps it any more. */
  z.object({ type: z.literal('forgotten'), id: z.string() }),
  /** The entry of one of these is known. */
  z.object({ type: z.literal('landed'), conversationId: z.string(), entry: Entry }),
  z.object({ type: z.literal('wish'), id: z.string(), wish: Wish }),
  z.object({ type: z.literal('granted'), id: z.string(), problem: z.string().optional() }),
  /** I send from now on: who wishes something? */
  z.object({ type: z.literal('leads') }),
  /** I am new here: what is on its way? */
  z.object({ type: z.literal('asks') }),
]);
export type Said = z.output<typeof Said>;

/** So long a wish is waited for: a tab that sends answers in far less, and a browser's storage may hang. */
export const wishMs = 10_000;

const stopped = () => new Error('This client was stopped.');
const problemOf = (error: unknown): string =>
  error instanceof NotGranted ? error.message : 'This browser could not store that. Try again.';

/**
 * UX-SEND-7: of the tabs of one person, the one that holds the lock sends for all; when it goes, or may not send any more,
 * another takes over.
 * Wishes to it are repeated to whoever leads next, until they are granted. A tab that may not send stands for the lock while
 * it wishes something: where no other has it, nobody sends, and it grants that itself.
 */
export const createOutboxTabs = (parts: {
  tabs: Tabs;
  clock: Clock;
  ids: () => string;
  /** This tab has the lock from now on; before it resolves nothing is granted. */
  onLead(): Promise<void>;
  /** It sends, where it may. */
  onLeading(): void;
  hear(said: Exclude<Said, { type: 'wish' | 'granted' }>): void;
  grant(wish: Wish): Promise<void>;
  /** Resolves when nothing is being stored. */
  written(): Promise<unknown>;
}) => {
  const { tabs, clock, ids, onLead, onLeading, hear, grant, written } = parts;
  /** Mine, by id: `settle` answers, with an error where there was a problem. */
  const wishes = new Map<string, { wish: Wish; settle(error?: Error): void }>();
  let [leads, isStarted, isStopped, isAble, isSilent, granting] = [false, false, false, true, false, 0];
  /** This tab's stand for the lock, until it gives it back. */
  let stand: { release(): void } | undefined;
  const post = (said: Said) => tabs.channel.post(said);

  const stepDown = () => {
    const before = stand;
    [leads, stand] = [false, undefined];
    return before;
  };
  /** Stands for the lock, or gives it back, as things are now. */
  const consider = (): void => {
    if (isSilent) return;
    const wants = isStarted && (isAble || wishes.size > 0 || granting > 0);
    if (wants && !stand) {
      const mine = (stand = { release: () => undefined as void });
      mine.release = tabs.lock.take(() => void lead(mine).catch(() => undefined)); // stopped meanwhile
    }
    // Until the last write is done no other tab may send (LOG-4).
    if (!wants) void written().then(stepDown()?.release);
  };

  const settle = (id: string, error?: Error): void => {
    wishes.get(id)?.settle(error);
    wishes.delete(id);
    consider();
  };
  const fulfil = async (wish: Wish, answer: (error?: unknown) => void): Promise<void> => {
    granting += 1;
    try {
      await grant(wish).then(() => answer(), answer);
    } finally {
      granting -= 1;
      consider();
    }
  };
  const fulfilMine = (id: string, wish: Wish) => fulfil(wish, (error) => settle(id, error as Error | undefined));
  const fulfilTheirs = (id: string, wish: Wish) =>
    fulfil(wish, (error) => post({ type: 'granted', id, ...(error !== undefined && { problem: problemOf(error) }) }));

  const lead = async (mine: typeof stand): Promise<void> => {
    await onLead();
    if (stand !== mine || isSilent) return; // it gave the lock back meanwhile, or sends no more
    leads = true;
    onLeading();
    post({ type: 'leads' });
    // All at once, as those of other tabs: who gives up what is sent again names it by the key that it had.
    for (const [id, { wish }] of [...wishes]) void fulfilMine(id, wish);
  };

  let close = () => undefined as void;
  const announce = () => {
    for (const [id, { wish }] of wishes) post({ type: 'wish', id, wish });
  };
  return {
    start: (): void => {
      close = tabs.channel.listen((message) => {
        const said = Said.safeParse(message);
        if (!said.success) return; // another build's
        const { data } = said;
        if (data.type === 'wish') return void (leads && !isStopped && fulfilTheirs(data.id, data.wish));
        if (data.type === 'granted')
          return settle(data.id, data.problem === undefined ? undefined : new NotGranted(data.problem));
        if (data.type === 'leads') announce();
        hear(data);
      });
      post({ type: 'asks' });
      announce();
      isStarted = true;
      consider();
    },
    /** Whether this tab may send: where its build is too old, another one does (SYNC-9). */
    able: (able: boolean): void => {
      const isAgain = able && !isAble;
      isAble = able;
      if (isAgain && leads) onLeading();
      consider();
    },
    /** Nobody sends any more while this client lives: it keeps the lock, or takes it in its turn, and leads no more. */
    silence: (): Promise<unknown> => {
      [leads, isSilent] = [false, true];
      return written();
    },
    /** It has the lock: what is kept is changed by no other. */
    leads: (): boolean => leads,
    sends: (): boolean => leads && isAble,
    post,
    /** Done here where this tab has the lock, else by the one that has it; rejects where none answers. */
    wish: (wish: Wish): Promise<void> =>
      new Promise((resolve, reject) => {
        if (isStopped) return reject(stopped());
        const id = ids();
        const cancel = clock.after(wishMs, () => settle(id, unconfirmed()));
        wishes.set(id, {
          wish,
          settle: (error) => {
            cancel();
            if (error) reject(error);
            else resolve();
          },
        });
        if (leads) return void fulfilMine(id, wish);
        if (isStarted) post({ type: 'wish', id, wish });
        consider();
      }),
    /** Wishes end at once; the lock is given back once all is `ended`, however long that takes (LOG-4). */
    stop: async (ended: Promise<unknown>): Promise<void> => {
      isStopped = true;
      for (const id of [...wishes.keys()]) settle(id, stopped());
      await ended;
      isStarted = false;
      stepDown()?.release();
      close();
    },
  };
};
