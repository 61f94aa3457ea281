import type { Clock } from '../clock';
import type { ConnectionRegistry } from '../connections/connection-registry';
import type { Report } from '../ports';
import type { FrameSender, Sent } from './frame-sender';
import { inParallel } from './in-parallel';

/** When slow connections are told that they are behind, ms after the beginning, unless told: late in the second of LOG-9. */
const lateInTheSecond = 900;
/** The longest that a slow connection waits for its second try. */
export const againWithinMs = 300;

export type PostingPorts = {
  connections: ConnectionRegistry;
  frames: FrameSender;
  clock: Clock;
  random: () => number;
  report: Report;
};

/** What is under way. */
export type Posting = {
  /** Settles when every connection was tried once; rejects where nobody could be looked up. */
  tried: Promise<void>;
  /** Settles when slow connections were tried again too, and gone ones have lost their lease; rejects as `tried` does. */
  done: Promise<void>;
  /** The people of whom a connection has not been tried so far. */
  left(): string[];
};

type Terms = {
  /** No connection is tried for the first time any more from here on, ms since 1970. */
  until?: number;
  /** The small frame for a connection that has no room for the texts themselves. */
  behind?: string;
  /** When it is sent, ms after the beginning. */
  lastCallMs?: number;
  /** A connection that has not answered after so long, ms, is waited for no more; what it was sent is still on its way. */
  patienceMs?: number;
  /** A connection that needs none of them. */
  except?: string | undefined;
};

type Target = { personId: string; connectionId: string; isLast: boolean };

/**
 * Posts each person's texts, in order, on each of their live connections, many at a time. Connections fail one by one:
 * whatever befalls one, the others are still to be reached, and a slow one waits for its second try beside them, not
 * before them (DEL-3).
 */
export const postFrames = (
  { connections, frames, clock, random, report }: PostingPorts,
  texts: Promise<ReadonlyMap<string, readonly string[]>>,
  people: Iterable<string>,
  { until = Infinity, behind, lastCallMs = lateInTheSecond, patienceMs, except }: Terms = {},
): Posting => {
  const left = new Set(people);
  const gone: Target[] = [];
  const slow: Target[] = [];
  const again: Promise<void>[] = [];

  const patiently = (work: Promise<void>): Promise<void> =>
    patienceMs === undefined ? work : Promise.race([work, clock.sleep(patienceMs)]);

  /** Posts the texts up to the first that does not get through; what that one came to, and those that are left. */
  const post = async (
    { connectionId }: Target,
    own: readonly string[],
  ): Promise<{ sent: Sent; rest: readonly string[] }> => {
    for (const [nth, text] of own.entries()) {
      const sent = await frames.send(connectionId, text);
      if (sent !== 'sent') return { sent, rest: own.slice(nth) };
    }
    return { sent: 'sent', rest: [] };
  };

  /** What a connection gets no second chance for: the client sees a gap, or its ping finds it behind. */
  const giveUp = (target: Target, outcome: Exclude<Sent, 'sent'>): void => {
    if (outcome === 'gone') gone.push(target);
    else if (outcome === 'slow' && behind !== undefined) slow.push(target);
    else report('frame not delivered', { connectionId: target.connectionId, outcome });
  };
  const broke =
    ({ connectionId }: Target) =>
    (error: unknown) =>
      report('frame not delivered', { connectionId, error });

  const tryAgain = async (target: Target, own: readonly string[]): Promise<void> => {
    await clock.sleep(100 + random() * (againWithinMs - 100));
    const trying = post(target, own).then(({ sent }) => {
      if (sent !== 'sent') giveUp(target, sent);
    });
    await patiently(trying.catch(broke(target)));
  };
  const serve = async (target: Target, own: readonly string[]): Promise<void> => {
    if (target.isLast) left.delete(target.personId);
    const { sent, rest } = await post(target, own);
    if (sent === 'slow') again.push(tryAgain(target, rest).catch(broke(target)));
    else if (sent !== 'sent') giveUp(target, sent);
  };

  // 410 is normal life: that connection loses its lease, and no other does.
  const forget = async ({ personId, connectionId }: Target): Promise<void> => {
    await connections
      .close(personId, connectionId)
      .catch((error: unknown) => report('lease not removed', { connectionId, error }));
  };
  const tellBehind = async ({ connectionId }: Target): Promise<void> => {
    const outcome = await frames.send(connectionId, behind ?? '').catch(() => 'failed');
    if (outcome !== 'sent') report('frame not delivered', { connectionId, outcome: 'slow' });
  };
  const settle = async (): Promise<void> => {
    const [ended, late] = [gone.splice(0), slow.splice(0)];
    await inParallel([
      ...ended.map((one) => () => forget(one)),
      ...late.map((one) => () => patiently(tellBehind(one))),
    ]);
  };

  const targetsOf = async (ids: readonly string[]): Promise<Target[]> => {
    const leases = await connections.leases(ids);
    const now = clock.now();
    return [...leases].flatMap(([personId, mine]) => {
      const live = mine.filter(({ expires, connectionId }) => expires > now && connectionId !== except);
      if (live.length === 0) left.delete(personId);
      return live.map(({ connectionId }, nth) => ({ personId, connectionId, isLast: nth === live.length - 1 }));
    });
  };

  const tryAll = async (): Promise<void> => {
    const own = await texts;
    const targets = await targetsOf([...own.keys()]);
    const jobs = targets.map((target) => () => {
      const serving = serve(target, own.get(target.personId) ?? []);
      return patiently(serving.catch(broke(target)));
    });
    await inParallel(jobs, () => clock.now() >= until);
  };
  const finish = async (tried: Promise<void>): Promise<void> => {
    const lastCall = clock.sleep(lastCallMs);
    const all = tried.then(() => Promise.all(again));
    await Promise.race([all, lastCall]);
    if (slow.length > 0) await lastCall;
    await settle();
    await all;
    await settle(); // what took longer than all that
  };

  const tried = tryAll();
  return { tried, done: finish(tried), left: () => [...left] };
};
