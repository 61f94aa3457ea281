import { compose, CoreConfig, deliverBatch, measured, readConfig, report, SqsEvent } from '@parley/lambda';

const { core } = compose(readConfig(CoreConfig));

/** What the processes that wrote have left to deliver, from the queue; a message that is answered as failed comes again. */
export const handler = measured(async (event: unknown) =>
  deliverBatch({ deliver: core.deliver, report }, SqsEvent.parse(event)),
);
