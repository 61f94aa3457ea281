import { encode, type Entry, type InboxRow, limits } from '@parley/protocol';
import type { InboxStore } from '../conversations/inbox-store';
import { type Members, receives } from '../memberships/members';
import type { Member } from '../memberships/membership-store';
import type { DeliveryQueue } from './delivery-queue';
import { framesFor } from './frames-for';
import { createPace, leastRecipients } from './pace';
import { type Posting, postFrames, type PostingPorts } from './post-frames';
import { shardOf, shardsFor } from './shards';

/** A sender waits this long for the hand-over of what they said, and no longer (LOG-9). */
const handOverMs = 1_000;
/** No connection is tried for the first time after this, so that the queue has time to take over what is left. */
const postMs = 900;
/** A queue that has not taken its share by then is not waited for: there is time left to post to some of it. SQS takes some 20 ms. */
const queueMs = 500;
/** The pieces of a share that the second may leave over: what was reached of a piece is reached twice, so they are small. */
const pieces = 8;

export type Deliverer = {
  /**
   * Hands the entry to everybody who receives it, and to those whose own row it changes that row before it: every
   * connection was tried by this process, or is the queue's to try. Never rejects: what is not pushed is pulled.
   */
  entry(conversationId: string, entry: Entry, members: Members): Promise<void>;
  /** Tells people about rows of their own that changed, on every connection but the one that is answered with it. Never rejects. */
  rows(rows: ReadonlyMap<string, InboxRow>, answered?: string): Promise<void>;
  /** Resolves when nothing is under way any more: second tries of slow connections, leases of gone ones. A second at the most. */
  idle(): Promise<void>;
};

const idOf = ({ personId }: Member): string => personId;

/**
 * Delivery by the process that wrote. Of up to 500 recipients it posts to all, of more to one shard of them, and in a
 * busy conversation to nobody: the queue has the rest (DEL-2, DEL-5), and whatever nine tenths of a second did not do (LOG-9).
 */
export const createDeliverer = (ports: PostingPorts & { inbox: InboxStore; queue: DeliveryQueue }): Deliverer => {
  const { queue, clock, report } = ports;
  const isBusy = createPace();
  const underWay = new Set<Promise<void>>();

  const aSecond = () => ({ until: clock.now() + postMs, over: clock.sleep(handOverMs) });
  // The entry is committed whatever happens here, so nothing here fails the request that wrote it (LOG-9).
  const tried = ({ tried: all, done }: Posting, over: Promise<void>): Promise<void> => {
    const told = done.catch((error: unknown) => report('hand-over failed', { error }));
    const rest: Promise<void> = Promise.race([told, over]).finally(() => underWay.delete(rest));
    underWay.add(rest);
    return Promise.race([all.catch(() => undefined), over]);
  };

  return {
    entry: async (conversationId, entry, members) => {
      const { seq } = entry;
      const { until, over } = aSecond();
      const isLate = clock.sleep(postMs);
      const to = [...members.values()].filter((member) => receives(member, seq));
      const of = shardsFor(to.length, limits.inlineMembers);
      const isBatched = isBusy(conversationId, entry) && to.length >= leastRecipients;
      const shares = isBatched ? 0 : 1;
      const isMine = (member: Member) => shardOf(member.personId, of) < shares;

      const post = (people: readonly Member[]) => {
        const behind = encode({ type: 'behind', conversationId, head: seq });
        const texts = framesFor(ports, conversationId, [entry], people);
        const posting = postFrames(ports, texts, people.map(idOf), { until, behind });
        return { tried: tried(posting, over), left: posting.left };
      };
      /** Whether the queue has taken them by `deadline`; where it has not, whoever runs this is told. */
      const give = async (shards: readonly number[], among: number, deadline: Promise<void>): Promise<boolean> => {
        const tooLate = deadline.then(() =>
          Promise.reject(new Error('The queue did not say in time that it has them.')),
        );
        const deliveries = shards.map((shard) => ({ conversationId, from: seq, to: seq, shard, of: among }));
        try {
          await Promise.race([queue.add(deliveries), tooLate]);
          return true;
        } catch (error) {
          report('delivery not queued', { conversationId, seq, error });
          return false;
        }
      };

      const others = Array.from({ length: of - shares }, (_, nth) => nth + shares);
      const giveOthers = async (): Promise<void> => {
        if (others.length === 0 || (await give(others, of, clock.sleep(queueMs)))) return;
        await post(to.filter((member) => !isMine(member))).tried;
      };
      const given = giveOthers();
      const mine = post(to.filter(isMine));
      await Promise.race([mine.tried, isLate]);
      const left = new Set(mine.left().map((personId) => shardOf(personId, of * pieces)));
      if (left.size > 0) await give([...left], of * pieces, over);
      await Promise.all([mine.tried, given]);
    },

    rows: async (rows, answered) => {
      const { until, over } = aSecond();
      const texts = new Map([...rows].map(([personId, row]) => [personId, [encode({ type: 'inbox', rows: [row] })]]));
      await tried(postFrames(ports, Promise.resolve(texts), rows.keys(), { until, except: answered }), over);
    },

    idle: async () => {
      await Promise.all(underWay);
    },
  };
};
