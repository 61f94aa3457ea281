import { closeBatch, compose, CoreConfig, measured, readConfig, report, StreamEvent } from '@parley/lambda';

const { core } = compose(readConfig(CoreConfig));

/** Closes what may not go on, from the stream of the table that says who may come in; what is answered as failed comes again. */
export const handler = measured(async (event: unknown) => closeBatch({ core, report }, StreamEvent.parse(event)));
