import { Entry, Seq } from '@parley/protocol';
import * as z from 'zod';
import type { Tabs } from './tabs';
import { parseStoredItem } from './stored-item';

const Stored = z.unknown().transform((value, context) => {
  const item = parseStoredItem(value);
  if (item) return item;
  context.addIssue('is no item of an outbox');
  return z.NEVER;
});

/** One item as the tab that sends tells it. */
export const SharedItem = z.object({
  ...{ stored: Stored, sending: z.boolean(), landed: Seq.optional() },
  /** The store did not take it. */
  inMemory: z.boolean().default(false),
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

const stopped = () => new Error('This client was stopped.');

/**
 * UX-SEND-7: of the tabs of one person, the one that holds the lock sends for all; when it goes, or may not send any more,
 * another takes over.
 * Wishes to it are repeated to whoever leads next, until they are granted.
 */
export const createOutboxTabs = (parts: {
  tabs: Tabs;
  ids: () => string;
  /** This tab sends from now on; before it resolves nothing is granted. */
  onLead(): Promise<void>;
  /** It sends. */
  onLeading(): void;
  hear(said: Exclude<Said, { type: 'wish' | 'granted' }>): void;
  grant(wish: Wish): Promise<void>;
  /** Resolves when nothing is being stored. */
  written(): Promise<unknown>;
}) => {
  const { tabs, ids, onLead, onLeading, hear, grant, written } = parts;
  const wishes = new Map<string, { wish: Wish; resolve(): void; reject(error: Error): void }>();
  let [leads, isStarted, isStopped, isAble, isSilent] = [false, false, false, true, false];
  /** This tab's stand for the lock, until it gives it back. */
  let stand: { release(): void } | undefined;
  const post = (said: Said) => tabs.channel.post(said);

  const grantTo = async (id: string, wish: Wish): Promise<void> => {
    const problem = await grant(wish).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : 'It could not be done.'),
    );
    post({ type: 'granted', id, ...(problem !== undefined && { problem }) });
  };
  const granted = (id: string, problem: string | undefined) => {
    const waiting = wishes.get(id);
    wishes.delete(id);
    if (problem === undefined) waiting?.resolve();
    else waiting?.reject(new Error(problem));
  };
  const lead = async (mine: typeof stand): Promise<void> => {
    await onLead();
    if (stand !== mine || isSilent) return; // it gave the lock back meanwhile, or sends no more
    leads = true;
    onLeading();
    post({ type: 'leads' });
    for (const [id, { wish }] of wishes)
      await grant(wish).then(
        () => granted(id, undefined),
        (error: unknown) => granted(id, error instanceof Error ? error.message : 'It could not be done.'),
      );
  };

  let close = () => undefined as void;
  const standForLock = () => {
    const mine = (stand = { release: () => undefined as void });
    mine.release = tabs.lock.take(() => void lead(mine).catch(() => undefined)); // stopped meanwhile
  };
  const stepDown = () => {
    const before = stand;
    [leads, stand] = [false, undefined];
    return before;
  };
  return {
    start: (): void => {
      close = tabs.channel.listen((message) => {
        const said = Said.safeParse(message);
        if (!said.success) return; // another build's
        if (said.data.type === 'wish') return void (leads && grantTo(said.data.id, said.data.wish));
        if (said.data.type === 'granted') return granted(said.data.id, said.data.problem);
        if (said.data.type === 'leads') for (const [id, { wish }] of wishes) post({ type: 'wish', id, wish });
        hear(said.data);
      });
      post({ type: 'asks' });
      isStarted = true;
      if (isAble) standForLock();
    },
    /** Whether this tab may send: where its build is too old, another one does (SYNC-9). */
    able: (able: boolean): void => {
      isAble = able;
      if (isSilent) return;
      if (able && isStarted && !stand) standForLock();
      if (able) return;
      const before = stepDown();
      // Until the last write is done no other tab may send (LOG-4).
      if (before) void written().then(before.release);
    },
    /** Nobody sends any more while this client lives: it keeps the lock, or takes it in its turn, and leads no more. */
    silence: (): Promise<unknown> => {
      [leads, isSilent] = [false, true];
      return written();
    },
    leads: (): boolean => leads,
    post,
    /** Done here where this tab sends, else by the one that does. */
    wish: (wish: Wish): Promise<void> => {
      if (leads) return grant(wish);
      if (isStopped) return Promise.reject(stopped());
      return new Promise((resolve, reject) => {
        const id = ids();
        wishes.set(id, { wish, resolve, reject });
        post({ type: 'wish', id, wish });
      });
    },
    stop: (): void => {
      [isStarted, isStopped] = [false, true];
      for (const { reject } of wishes.values()) reject(stopped());
      wishes.clear();
      stepDown()?.release();
      close();
    },
  };
};
