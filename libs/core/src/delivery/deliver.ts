import { encode, type Entry, type InboxRow, limits } from '@parley/protocol';
import type { InboxStore } from '../conversations/inbox-store';
import { type Members, receives } from '../memberships/members';
import type { Member } from '../memberships/membership-store';
import type { DeliveryQueue } from './delivery-queue';
import { framesFor } from './frames-for';
import { createPace, leastRecipients } from './pace';
import { postFrames, type PostingPorts } from './post-frames';
import { shardOf, shardsFor } from './shards';

/** A sender waits this long for the hand-over of what they said, and no longer (LOG-9). */
const handOverMs = 1_000;
/** The pieces of a share that the second may leave over: what was reached of a piece is reached twice, so they are small. */
const pieces = 8;

export type Deliverer = {
  /**
   * Hands the entry to everybody who receives it, and to those whose own row it changes that row before it: posted by
   * this process, or given to the queue. Never rejects: what is not pushed is pulled.
   */
  entry(conversationId: string, entry: Entry, members: Members): Promise<void>;
  /** Tells people about rows of their own that changed. Never rejects. */
  rows(rows: ReadonlyMap<string, InboxRow>): Promise<void>;
};

const idOf = ({ personId }: Member): string => personId;

/**
 * Delivery by the process that wrote. Of up to 500 recipients it posts to all, of more to one shard of them, and in a
 * busy conversation to nobody: the queue has the rest (DEL-2, DEL-5), and whatever one second did not do (LOG-9).
 */
export const createDeliverer = (ports: PostingPorts & { inbox: InboxStore; queue: DeliveryQueue }): Deliverer => {
  const { queue, clock, report } = ports;
  const isBusy = createPace();

  const aSecond = () => ({ until: clock.now() + handOverMs, over: clock.sleep(handOverMs) });
  // The entry is committed whatever happens here, so nothing here fails the request that wrote it (LOG-9).
  const settled = (posting: Promise<void>) => posting.catch((error: unknown) => report('hand-over failed', { error }));

  return {
    entry: async (conversationId, entry, members) => {
      const { seq } = entry;
      const { until, over } = aSecond();
      const to = [...members.values()].filter((member) => receives(member, seq));
      const of = shardsFor(to.length, limits.inlineMembers);
      const isBatched = isBusy(conversationId, entry) && to.length >= leastRecipients;
      const shares = isBatched ? 0 : 1;
      const isMine = (member: Member) => shardOf(member.personId, of) < shares;

      const post = (people: readonly Member[]) => {
        const behind = encode({ type: 'behind', conversationId, head: seq });
        const texts = framesFor(ports, conversationId, [entry], people);
        const posting = postFrames(ports, texts, people.map(idOf), { until, behind });
        return { inTime: Promise.race([settled(posting.done), over]), left: posting.left };
      };
      const add = (shards: readonly number[], among: number): Promise<void> =>
        queue.add(shards.map((shard) => ({ conversationId, from: seq, to: seq, shard, of: among })));
      const notQueued = (error: unknown) => report('delivery not queued', { conversationId, seq, error });

      const others = Array.from({ length: of - shares }, (_, nth) => nth + shares);
      const queued =
        others.length === 0
          ? undefined
          : add(others, of).catch((error: unknown) => {
              notQueued(error);
              return post(to.filter((member) => !isMine(member))).inTime;
            });
      const mine = post(to.filter(isMine));
      await mine.inTime;
      const left = new Set(mine.left().map((personId) => shardOf(personId, of * pieces)));
      if (left.size > 0) await add([...left], of * pieces).catch(notQueued);
      await queued;
    },

    rows: async (rows) => {
      const { until, over } = aSecond();
      const texts = new Map([...rows].map(([personId, row]) => [personId, [encode({ type: 'inbox', rows: [row] })]]));
      const posting = postFrames(ports, Promise.resolve(texts), rows.keys(), { until });
      await Promise.race([settled(posting.done), over]);
    },
  };
};
