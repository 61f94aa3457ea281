import { limits, type Reply } from '@parley/protocol';
import type { Inbox } from './inbox';
import type { Sync } from './sync';

/** Up to so many rows of the list are read one by one; for more, reading the whole list is less work. */
const fewRows = 5;

/** What a hello's answer says is missed, pulled: resolves when all is level, or marked stale. Nothing: undefined. */
export const createCatchUp = (parts: {
  sync: Sync;
  inbox: Inbox;
  onGone(conversationId: string): void;
  /** What is held of it is not this log's. */
  onOtherLog(conversationId: string): void;
  /** Nothing that is held or kept is true any more. */
  onOtherData(): void;
}) => {
  const { sync, inbox, onGone, onOtherLog, onOtherData } = parts;
  /** The epoch of all that is held; it changes when the data was restored from a backup. */
  let epoch: string | undefined;

  const welcome = (hello: Reply<'connections.hello'>, isFirst: boolean): Promise<void> | undefined => {
    const isOtherData = epoch !== undefined && epoch !== hello.epoch;
    epoch = hello.epoch;
    if (isOtherData) {
      onOtherData();
      sync.resetAll();
      inbox.forget();
    }
    const jobs: Promise<void>[] = [];
    const rows: string[] = [];
    for (const { conversationId, state, head } of isOtherData ? [] : hello.positions) {
      if (state === 'gone') onGone(conversationId);
      if (state === 'reset') {
        onOtherLog(conversationId);
        sync.reset(conversationId);
        jobs.push(inbox.reset(conversationId));
      }
      if (state === 'gone' || state === 'reset') continue;
      // Also where it is level: the list may have told of more than the page of a log that is just being opened.
      if (sync.isOpened(conversationId)) sync.behind(conversationId, head);
      else if (state === 'behind') rows.push(conversationId);
    }
    jobs.push(...sync.subscribed(new Set(hello.positions.map(({ conversationId }) => conversationId))));
    // Of those beyond what a hello carries it tells nothing, and the turns of the pings take an hour for some hundreds. What
    // was missed was missed before the connection: a later hello on it has what a ping found.
    const isPartial =
      isFirst && hello.positions.length >= limits.helloPositions && inbox.positions().length > hello.positions.length;
    const isListDue = hello.inboxChanged || !inbox.isListed() || isPartial || rows.length > fewRows;
    jobs.push(...(isListDue ? [inbox.list()] : rows.map(inbox.fetch)));
    return jobs.length === 0 ? undefined : Promise.all(jobs).then(() => undefined);
  };

  /** What was kept over a reload is of this epoch. */
  const restore = (kept: string): void => void (epoch ??= kept);

  return { welcome, restore, epoch: (): string | undefined => epoch };
};
