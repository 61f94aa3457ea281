import type { UseCase } from '../use-case';
import { checkVersion } from './check-version';
import { inboxDiffers, standingsOf } from './standings';

/**
 * A ping writes nothing: it shows where the client stands, so that even the loss of the very last push is noticed
 * (SYNC-6). Heads may be 30 s old, for the next ping tells what this one could not (DEL-7).
 */
export const checkConnection: UseCase<'connections.ping'> = async (context, caller, asked) => {
  const { positions, inboxDigest, protocol } = asked;
  checkVersion(context, protocol);
  const rows = await context.inbox.rows(caller.personId);
  return {
    serverTime: context.clock.now(),
    positions: await standingsOf(context.heads.recent, rows, positions),
    inboxChanged: inboxDiffers(rows, inboxDigest),
  };
};
