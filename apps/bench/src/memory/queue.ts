import type { Delivery, DeliveryQueue } from '@parley/core';
import type { Simulation } from './simulation';

/** How long a delivery waits for its consumer, ms: a FIFO queue and a warm function take some 30. */
const consumedMs = 30;
/** SQS shows again what was not finished in time: 30 s by default. */
const visibleAgainMs = 30_000;
/** So often it is shown; then it stands in the dead-letter queue, and clients find out by their pings. */
const shown = 3;

/**
 * A FIFO queue and its consumer: of one shard of a conversation one delivery at a time, in their order. What its
 * consumer did not finish, because it failed or was killed, comes again.
 */
export const createQueue = (simulation: Simulation, deliver: (delivery: Delivery) => Promise<void>): DeliveryQueue => {
  const groups = new Map<string, Delivery[]>();

  /** Whether it was done before it is shown again. */
  const finished = (delivery: Delivery): Promise<boolean> =>
    Promise.race([
      deliver(delivery).then(
        () => true,
        () => simulation.sleep(visibleAgainMs).then(() => false),
      ),
      simulation.sleep(visibleAgainMs).then(() => false),
    ]);

  const consume = async (group: string): Promise<void> => {
    for (let next = groups.get(group)?.[0]; next; next = groups.get(group)?.[0]) {
      await simulation.sleep(consumedMs);
      for (let nth = 0; nth < shown && !(await finished(next)); nth += 1);
      groups.get(group)?.shift();
    }
    groups.delete(group);
  };

  return {
    add: async (deliveries) => {
      for (const delivery of deliveries) {
        const group = `${delivery.conversationId} ${delivery.shard} ${delivery.of}`;
        const waiting = groups.get(group);
        if (waiting) waiting.push(delivery);
        else {
          groups.set(group, [delivery]);
          void consume(group);
        }
      }
    },
  };
};
