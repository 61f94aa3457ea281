import type { Clock } from '../clock';
import type { ConnectionRegistry } from '../connections/connection-registry';
import type { Report } from '../ports';
import type { FrameSender, Sent } from './frame-sender';
import { inParallel } from './in-parallel';

/** When slow connections are asked once more, ms after the beginning: late in the second that a sender waits (LOG-9). */
const lastCallMs = 900;

export type PostingPorts = {
  connections: ConnectionRegistry;
  frames: FrameSender;
  clock: Clock;
  random: () => number;
  report: Report;
};

/** What is under way. */
export type Posting = {
  /** Settles when every connection was tried; rejects where nobody could be looked up. */
  done: Promise<void>;
  /** The people of whom a connection has not been tried so far. */
  left(): string[];
};

type Target = { personId: string; connectionId: string; isLast: boolean };

/**
 * Posts each person's texts, in order, on each of their live connections, many at a time; none any more from `until` on
 * (ms since 1970). Connections fail one by one: whatever befalls one, the others are still to be reached (DEL-3).
 * `behind` is the small frame for a connection that has no room for the texts themselves.
 */
export const postFrames = (
  { connections, frames, clock, random, report }: PostingPorts,
  texts: Promise<ReadonlyMap<string, readonly string[]>>,
  people: Iterable<string>,
  { until = Infinity, behind }: { until?: number; behind?: string | undefined } = {},
): Posting => {
  const left = new Set(people);
  const gone: Target[] = [];
  const slow: Target[] = [];

  const post = async (connectionId: string, text: string): Promise<Sent> => {
    const sent = await frames.send(connectionId, text);
    if (sent !== 'slow') return sent;
    await clock.sleep(100 + random() * 200);
    return frames.send(connectionId, text);
  };

  const serve = async (target: Target, own: readonly string[]): Promise<void> => {
    const { personId, connectionId, isLast } = target;
    if (isLast) left.delete(personId);
    try {
      for (const text of own) {
        const outcome = await post(connectionId, text);
        if (outcome === 'sent') continue;
        if (outcome === 'gone') gone.push(target);
        else if (outcome === 'slow' && behind !== undefined) slow.push(target);
        // The rest heals by itself: the client sees a gap, or its ping finds it behind.
        else report('frame not delivered', { connectionId, outcome });
        return;
      }
    } catch (error) {
      report('frame not delivered', { connectionId, error });
    }
  };

  // 410 is normal life: that connection loses its lease, and no other does. It is written down last, for nobody waits for it.
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
    await inParallel([...ended.map((one) => () => forget(one)), ...late.map((one) => () => tellBehind(one))]);
  };

  const targetsOf = async (ids: readonly string[]): Promise<Target[]> => {
    const leases = await connections.leases(ids);
    const now = clock.now();
    return [...leases].flatMap(([personId, mine]) => {
      const live = mine.filter(({ expires }) => expires > now);
      if (live.length === 0) left.delete(personId);
      return live.map(({ connectionId }, nth) => ({ personId, connectionId, isLast: nth === live.length - 1 }));
    });
  };

  const run = async (): Promise<void> => {
    const lastCall = clock.sleep(lastCallMs);
    const own = await texts;
    const targets = await targetsOf([...own.keys()]);
    const jobs = targets.map((target) => () => serve(target, own.get(target.personId) ?? []));
    const all = inParallel(jobs, () => clock.now() >= until);
    await Promise.race([all, lastCall]);
    if (slow.length > 0) await lastCall;
    await settle();
    await all;
    await settle(); // what took longer than all that
  };

  return { done: run(), left: () => [...left] };
};
