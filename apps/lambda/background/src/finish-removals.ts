import {
  AuthConfig,
  compose,
  CoreConfig,
  measured,
  readConfig,
  removalBatch,
  report,
  StreamEvent,
} from '@parley/lambda';

const { core } = compose(readConfig(CoreConfig.extend(AuthConfig.shape)));

/** Finishes what a removal left to do, from the same stream and apart from what closes: a channel that cannot be left holds up removals alone. */
export const handler = measured(async (event: unknown) => removalBatch({ core, report }, StreamEvent.parse(event)));
