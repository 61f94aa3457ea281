import type { RequestType } from '@parley/protocol';
import { refuse } from '../refuse';
import type { Caller, Context } from '../use-case';

/** Every request uses a profile that was read at most this long ago (DEL-6). */
const profileMs = 30_000;
/** People and connections that a process remembers. */
const remembered = 10_000;

/** Lets a request in: `not_signed_in` once the token has run out, `no_profile` for an account without one, `hello_first` on a socket that has not said hello. */
export const createAdmission = () => {
  const profiles = new Map<string, number>();
  const greeted = new Set<string>();

  const checkProfile = async ({ people, clock }: Context, personId: string): Promise<void> => {
    const readAt = profiles.get(personId);
    if (readAt !== undefined && clock.now() - readAt <= profileMs) return;
    const now = clock.now();
    if ((await people.get([personId])).length === 0) refuse('no_profile');
    if (profiles.size >= remembered) profiles.clear();
    profiles.set(personId, now);
  };

  // Any process may have served the hello: its lease is the proof. Connection ids do not come back, so it is asked once.
  const checkHello = async ({ connections, clock }: Context, personId: string, connectionId: string): Promise<void> => {
    if (greeted.has(connectionId)) return;
    const leases = (await connections.leases([personId])).get(personId) ?? [];
    if (!leases.some((lease) => lease.connectionId === connectionId && lease.expires > clock.now()))
      refuse('hello_first');
    if (greeted.size >= remembered) greeted.clear();
    greeted.add(connectionId);
  };

  return async (context: Context, caller: Caller, type: RequestType): Promise<void> => {
    const { personId, tokenExpires, connection } = caller;
    // Nothing ends a socket when its token does (F28).
    if (tokenExpires <= context.clock.now()) refuse('not_signed_in');
    if (type === 'connections.hello') return; // it reads the profile itself, after its lease is written
    if (connection) await checkHello(context, personId, connection.id);
    else if (type.startsWith('connections.')) refuse('socket_only');
    await checkProfile(context, personId);
  };
};
