import type { Push, Refusal, Reply } from '@parley/protocol';
import { backoff, waitAfter } from './backoff';
import type { Status } from './client';
import type { Clock } from './clock';
import { answerMs, type Connection, type ConnectionEvents } from './connection';
import { endsSession, Refused, Unreachable } from './failures';
import { type Heartbeat, startHeartbeat } from './heartbeat';
import { keepRenewed, type Renewal } from './renewal';
import { watchForWake } from './wake';

type Hello = Reply<'connections.hello'>;
type Live = {
  connection: Connection;
  heartbeat: Heartbeat;
  since: number;
  /** API Gateway closes it at this time, ms since 1970. */
  endsAt: number;
  renewal: Renewal;
  cancelRotation(): void;
};
type Bye = Extract<Push, { type: 'bye' }>;

/** The next connection is opened so long before this one must end, or half of what is left, whichever is shorter. */
const rotateAheadMs = 60_000;
/** However soon it must end, there is some peace between two connections. */
const rotateSoonestMs = 5_000;
/** A connection that lived so long was a good one: waits begin from the start again. */
const goodAfterMs = 60_000;

export type Connector = ReturnType<typeof createConnector>;

/** Keeps one connection that has said hello, for as long as the session lasts. */
export const createConnector = (parts: {
  clock: Clock;
  random: () => number;
  /** `fresh`: with another token than the last one. */
  open(options: { fresh: boolean }, events: ConnectionEvents): Promise<Connection>;
  hello(connection: Connection): Promise<Hello>;
  /** Gets another token and shows it on the connection. */
  renew(connection: Connection): Promise<Reply<'connections.renew'>>;
  /** What is missed is pulled; resolves when all is level. Nothing to pull: undefined. `isFirst`: of its connection. */
  welcome(hello: Hello, isFirst: boolean): Promise<void> | undefined;
  /** Resolves to whether something is behind. */
  ping(connection: Connection): Promise<boolean>;
  /** Why a connection failed: a refusal that ends the session, or undefined for what passes. */
  trouble(): Promise<Refusal | undefined>;
  onPush(push: Push): void;
  onStatus(status: Status): void;
}) => {
  const { clock, random, open, hello, renew, welcome, ping, trouble, onPush } = parts;
  let [isStopped, isTrying, isFreshDue, isOutdated] = [false, false, false, false];
  let [failures, catchingUp] = [0, 0];
  let levelAt = clock.now();
  let live: Live | undefined;
  let cancelRetry = () => undefined as void;
  let status: Status | undefined;

  const setStatus = (next: Status) => {
    if (JSON.stringify(next) === JSON.stringify(status)) return;
    if (status?.state === 'online') levelAt = clock.now();
    status = next;
    parts.onStatus(next);
  };

  const tryAfter = (ms: number) => {
    cancelRetry();
    if (isStopped) return;
    cancelRetry = clock.after(ms, () => void attempt());
    if (live || isOutdated) return;
    const since = status?.state === 'online' ? clock.now() : levelAt;
    setStatus({ state: 'offline', since, retryAt: clock.now() + Math.round(ms) });
  };

  const release = (): Live | undefined => {
    const released = live;
    live = undefined;
    released?.heartbeat.stop();
    released?.cancelRotation();
    released?.renewal.stop();
    return released;
  };

  /** The connection is no use any more. `windowMs`: what the server gives its clients to come back in. */
  const lost = (connection: Connection, windowMs?: number) => {
    if (live?.connection !== connection) return;
    const { since } = live;
    release();
    connection.drop();
    failures = clock.now() - since >= goodAfterMs ? 1 : failures + 1;
    tryAfter(windowMs === undefined ? backoff(random, failures) : random() * windowMs);
  };

  const farewell = (connection: Connection | undefined, { reason, reconnectAfterMs }: Bye) => {
    // Who was suspended gets no other token: asked for one, the user pool would end the session before the reason is told.
    if (reason === 'token_expired' || reason === 'signed_out') isFreshDue = true;
    if (connection && live?.connection === connection) lost(connection, reconnectAfterMs);
    else connection?.drop();
  };

  /** Entries that are known to be missing, while they are pulled. */
  let left = 0;
  const catchingUpNow = () => setStatus({ state: 'catching-up', ...(left > 0 && { left }) });
  const settled = () => {
    if (!live) return;
    if (catchingUp === 0) setStatus({ state: 'online' });
    // What an earlier hello led to is still read: this connection is none the less there.
    else catchingUpNow();
  };
  const greeted = (reply: Hello, { isFirst }: { isFirst: boolean }) => {
    const work = welcome(reply, isFirst);
    if (!work) return settled();
    catchingUp += 1;
    catchingUpNow();
    void work.finally(() => {
      catchingUp -= 1;
      settled();
    });
  };

  const beat = async (connection: Connection) => {
    try {
      const isBehind = await ping(connection);
      // SYNC-6: behind although connected means pushes were lost, perhaps the subscription too.
      if (isBehind && live?.connection === connection) greeted(await hello(connection), { isFirst: false });
    } catch (error) {
      doubt(error);
      throw error;
    }
  };

  const untilRotation = ({ serverTime, rotateAt }: Hello): number => {
    const left = Math.max(0, rotateAt - serverTime);
    return Math.max(rotateSoonestMs, left - Math.min(rotateAheadMs, left / 2));
  };

  /** Shows newer tokens on it; where that does not go on, another connection takes its place. */
  const renewing = (connection: Connection, { serverTime, renewBefore }: Hello): Renewal => {
    const aheadMs = serverTime - clock.now(); // of our clock
    const freshOne = (how: () => void) => () => {
      isFreshDue = true;
      how();
    };
    return keepRenewed({
      ...{ clock, random, forMs: renewBefore - serverTime },
      renew: async () => (await renew(connection)).renewBefore - aheadMs - clock.now(),
      onRefused: freshOne(() => void attempt()),
      onOver: freshOne(() => lost(connection)),
    });
  };

  const adopt = (connection: Connection, reply: Hello) => {
    const previous = release();
    cancelRetry();
    const cancelRotation = clock.after(untilRotation(reply), () => void attempt());
    const heartbeat = startHeartbeat({
      clock,
      everyMs: reply.limits.pingMs,
      ping: () => beat(connection),
      onSilence: () => lost(connection),
    });
    isOutdated = false;
    const now = clock.now();
    const endsAt = now + reply.rotateAt - reply.serverTime;
    live = { connection, heartbeat, cancelRotation, renewal: renewing(connection, reply), since: now, endsAt };
    previous?.connection.retire();
    greeted(reply, { isFirst: true });
  };

  const establish = async (fresh: boolean) => {
    let connection: Connection | undefined = undefined as Connection | undefined;
    connection = await open(
      { fresh },
      {
        onPush: (push) => (push.type === 'bye' ? farewell(connection, push) : onPush(push)),
        onClosed: () => connection && lost(connection),
      },
    );
    try {
      const reply = await hello(connection);
      if (isStopped || !connection.isOpen()) throw new Unreachable('The connection was lost.');
      adopt(connection, reply);
    } catch (error) {
      connection.drop();
      throw error;
    }
  };

  const openNext = async () => {
    const fresh = isFreshDue;
    isFreshDue = false;
    try {
      await establish(fresh);
    } catch (error) {
      isFreshDue ||= fresh;
      throw error;
    }
  };

  const notOpened = async (error: unknown) => {
    const refusal = error instanceof Refused ? error.refusal : await trouble();
    if (isStopped) return;
    if (refusal?.code === 'update_needed') {
      isOutdated = true;
      release()?.connection.drop();
      return setStatus({ state: 'outdated' });
    }
    if (refusal && endsSession(refusal)) {
      release()?.connection.drop();
      return setStatus({ state: 'refused', refusal });
    }
    failures += 1;
    tryAfter(waitAfter(error, random, failures));
  };

  const attempt = async (): Promise<void> => {
    cancelRetry();
    if (isTrying || isStopped) return;
    isTrying = true;
    // That this build is too old stands until a server takes it.
    if (!live && status?.state !== 'offline' && !isOutdated) setStatus({ state: 'connecting' });
    try {
      await openNext();
    } catch (error) {
      await notOpened(error);
    } finally {
      isTrying = false;
    }
  };

  // The token, the person or the connection was refused on one that is open, or beside it: another handshake finds out
  // whether the session goes on, with a fresh token where it was no matter of the person. Not at once again where that one
  // is open and refuses too.
  const doubt = (error: unknown): void => {
    if (!live || !(error instanceof Refused)) return;
    const { code } = error.refusal;
    if (!endsSession(error.refusal) && code !== 'hello_again' && code !== 'update_needed') return;
    if (clock.now() - live.since < goodAfterMs) return;
    if (code !== 'suspended' && code !== 'no_profile' && code !== 'update_needed') isFreshDue = true;
    void attempt();
  };

  const probe = (): void => {
    const isPastItsEnd = live && clock.now() >= Math.min(live.endsAt, live.renewal.until());
    if (isPastItsEnd) isFreshDue = true;
    if (live && !isPastItsEnd) live.heartbeat.beat();
    else if (status) void attempt();
  };
  let stopWatching = () => undefined as void;

  return {
    start: (): void => {
      stopWatching = watchForWake(clock, probe);
      void attempt();
    },
    probe,
    /** Resolves once no ping is waited for on the connection, be it answered or the connection lost. */
    assured: async (): Promise<void> => live?.heartbeat.quiet(),
    /** What was asked on it was not answered in time: if it said nothing else either, it is dead (UX-CONN-3). */
    silent: (): void => {
      if (!live) return;
      if (live.connection.silentMs() >= answerMs) lost(live.connection, 0);
      else live.heartbeat.beat();
    },
    /** A request failed, on whichever door. */
    failed: doubt,
    left: (entries: number): void => {
      left = entries;
      if (live && catchingUp > 0) catchingUpNow();
    },
    /** The server serves builds as old as this one no more. */
    isOutdated: (): boolean => isOutdated,
    /** The connection that has said hello. */
    current: (): Connection | undefined => live?.connection,
    stop: (): void => {
      isStopped = true;
      stopWatching();
      cancelRetry();
      release()?.connection.drop();
      setStatus({ state: 'stopped' });
    },
  };
};
