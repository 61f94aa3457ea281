import { encode } from '@parley/protocol';
import { leastTail } from '../conversations/append';
import type { ConversationLog } from '../conversations/conversation-log';
import type { InboxStore } from '../conversations/inbox-store';
import { loadView } from '../conversations/load-view';
import { receives } from '../memberships/members';
import type { MembershipStore } from '../memberships/membership-store';
import type { Measure } from '../ports';
import type { Delivery } from './delivery-queue';
import { framesFor } from './frames-for';
import { againWithinMs, postFrames, type PostingPorts } from './post-frames';
import { shardOf } from './shards';

/** A shard of a conversation gets at most one frame in this time: what is said meanwhile travels in the next (DEL-5). */
const frameEveryMs = 200;

/**
 * Makes a delivery that the queue kept: exactly the entries `from`..`to`, for those behind them are deliveries of their
 * own, and to those members of the shard who were in as of each (DEL-1). The queue gives out those of one shard one after the other, so
 * holding on to this one for the rest of the 200 ms gathers what is said meanwhile. It is held no longer than it takes to
 * try a slow connection once more, and for one that never answers as long: until then nothing else reaches the others of the
 * shard (DEL-3).
 * Rejects where the log, the members or the leases cannot be read: then it is to come again.
 */
export const createDeliverQueued =
  (
    ports: PostingPorts & { log: ConversationLog; memberships: MembershipStore; inbox: InboxStore; measure?: Measure },
  ) =>
  async ({ conversationId, from, to, shard, of }: Delivery): Promise<void> => {
    const { log, clock } = ports;
    const rest = clock.sleep(frameEveryMs);
    const [entries, [head]] = await Promise.all([
      log.from(conversationId, from, to - from + 1),
      log.last(conversationId, 1),
    ]);
    if (!head || entries.at(-1)?.seq !== to) throw new Error(`${conversationId} has no entry ${to} to deliver`);
    // Over the newest entries: each young change of the members that the run lacks would be a query of its own, for each shard.
    const { members } = await loadView(ports, conversationId, head.seq, { tail: leastTail });
    const recipients = [...members.values()].filter(
      (member) => shardOf(member.personId, of) === shard && entries.some(({ seq }) => receives(member, seq)),
    );
    const texts = framesFor(ports, conversationId, entries, recipients);
    const behind = encode({ type: 'behind', conversationId, head: to });
    const ids = recipients.map(({ personId }) => personId);
    const posting = postFrames(ports, texts, ids, { behind, lastCallMs: againWithinMs, patienceMs: againWithinMs });
    const measured = () => entries.forEach(({ at, key }) => ports.measure?.('deliveryMs', clock.now() - at, key));
    void posting.tried.then(measured, () => undefined); // `done` rejects with what it rejects with
    await posting.done;
    await rest;
  };
