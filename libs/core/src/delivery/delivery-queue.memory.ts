import type { Delivery, DeliveryQueue } from './delivery-queue';

/** Keeps what was added, in order, until a test takes it out. */
export const memoryDeliveryQueue = () => {
  const waiting: Delivery[] = [];
  const queue: DeliveryQueue = { add: async (deliveries) => void waiting.push(...deliveries) };
  /** Everything that waits, oldest first; it waits no more. */
  const take = (): Delivery[] => waiting.splice(0);
  return { ...queue, take };
};
