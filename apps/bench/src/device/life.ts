import type { Clock, Fetch, Socket, WebSocketClass } from '@parley/client';

/** Whether a device still runs. When it crashes, nothing of it goes on: no timer, no frame, no promise. */
export type Life = { isOver: boolean };

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** Goes on only while the device lives: what was awaited when it crashed is awaited for ever. */
const alive = async <T>(life: Life, work: Promise<T>): Promise<T> => {
  const settled = await work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if (life.isOver) return never();
  if ('error' in settled) throw settled.error;
  return settled.value;
};

export const mortalClock = (life: Life, clock: Clock): Clock => ({
  now: () => clock.now(),
  after: (ms, run) =>
    clock.after(ms, () => {
      if (!life.isOver) run();
    }),
});

export const mortalFetch =
  (life: Life, fetch: Fetch): Fetch =>
  (url, init) =>
    life.isOver ? never() : alive(life, fetch(url, init));

/**
 * A store that outlives its device. Every write waits before and after it takes effect, and the device may crash in
 * either wait: so a crash falls between any two steps of the outbox.
 */
export const mortalStore = <S extends object>(life: Life, store: S, pause: () => Promise<void>): S =>
  new Proxy(store, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        await alive(life, pause());
        const result: unknown = await (Reflect.apply(value, target, args) as Promise<unknown>);
        await alive(life, pause());
        return result;
      };
    },
  });

/** Sockets of the device: after its crash they carry nothing, and the other end may or may not notice. */
export const mortalSockets = (life: Life, WebSocket: WebSocketClass): { WebSocket: WebSocketClass; die(): void } => {
  const open = new Set<Socket>();
  const Mortal = class {
    constructor(url: string, protocols: string[]) {
      const socket = new WebSocket(url, protocols);
      open.add(socket);
      return socket;
    }
  } as unknown as WebSocketClass;
  return {
    WebSocket: Mortal,
    die: () => {
      for (const socket of open) {
        socket.onopen = socket.onmessage = socket.onclose = null;
        socket.onerror = () => undefined; // `ws` throws an error that nobody listens for
        socket.close();
      }
      life.isOver = true;
    },
  };
};
