export { deliveryQueue, type DeliveryQueueOptions } from './delivery-queue';
export { readDelivery } from './delivery-message';
