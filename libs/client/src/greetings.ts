import { protocolVersion, type Reply } from '@parley/protocol';
import type { Connection } from './connection';
import type { Inbox } from './inbox';
import type { Positions } from './positions';
import type { ReadMarker } from './read-marker';
import type { Sync } from './sync';

/** What a connection is told of where this client stands: at its beginning, and by every ping (SYNC-6). */
export const createGreetings = (parts: {
  sync: Sync;
  inbox: Inbox;
  positions: Positions;
  marker: Pick<ReadMarker, 'isLagging'>;
  build: string;
  device: string | undefined;
  epoch(): string | undefined;
}) => {
  const { sync, inbox, positions, marker, build, device, epoch } = parts;
  const withDigest = <T extends object>(body: T) => {
    const digest = inbox.digest();
    return digest === undefined ? body : { ...body, inboxDigest: digest };
  };
  return {
    hello: (connection: Connection): Promise<Reply<'connections.hello'>> => {
      const held = epoch();
      const body = {
        positions: positions.forHello(),
        build: build.slice(0, 64),
        protocol: protocolVersion,
        ...(device !== undefined && { device }),
        ...(held !== undefined && { epoch: held }),
      };
      return connection.ask('connections.hello', withDigest(body));
    },
    /** Resolves to whether something is behind, or failed to come and is due again. */
    ping: async (connection: Connection): Promise<boolean> => {
      const reply = await connection.ask(
        'connections.ping',
        withDigest({ positions: positions.forPing(), protocol: protocolVersion }),
      );
      const behind = reply.positions.filter(({ state }) => state !== 'ok');
      positions.suspect(behind.map(({ conversationId }) => conversationId));
      const isLagging = !inbox.isListed() || sync.isLagging() || marker.isLagging();
      return reply.inboxChanged || behind.length > 0 || isLagging;
    },
  };
};
