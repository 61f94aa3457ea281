/** Time that passes only when everything that could happen now has happened. */
export type Simulation = {
  now(): number;
  /** Runs `run` once after `ms`; the answer takes that back. */
  after(ms: number, run: () => void): () => void;
  sleep(ms: number): Promise<void>;
  /** Lets `ms` pass. */
  pass(ms: number): Promise<void>;
  /** How many things happened so far. */
  steps(): number;
};

type Timer = { at: number; order: number; run: (() => void) | undefined };

const isBefore = (a: Timer, b: Timer): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** A binary heap: the earliest timer first, of two at one time the one that was set first. */
const createHeap = () => {
  const heap: Timer[] = [];
  const swap = (i: number, j: number) => {
    const [a, b] = [heap[i], heap[j]];
    if (a && b) [heap[i], heap[j]] = [b, a];
  };
  const sooner = (i: number, j: number): boolean => {
    const [a, b] = [heap[i], heap[j]];
    return a !== undefined && b !== undefined && isBefore(a, b);
  };
  return {
    add: (timer: Timer): void => {
      heap.push(timer);
      for (let i = heap.length - 1, up = (i - 1) >> 1; i > 0 && sooner(i, up); i = up, up = (i - 1) >> 1) swap(i, up);
    },
    first: (): Timer | undefined => heap[0],
    take: (): void => {
      const last = heap.pop();
      if (heap.length === 0 || !last) return;
      heap[0] = last;
      for (let i = 0; ;) {
        const [left, right] = [2 * i + 1, 2 * i + 2];
        const least = sooner(right, left) ? right : left;
        if (!sooner(least, i)) return;
        swap(i, least);
        i = least;
      }
    },
  };
};

// Whatever waits for nothing but promises has gone on when the event loop comes round.
const settled = () => new Promise<void>((done) => setImmediate(done));

export const createSimulation = (start: number): Simulation => {
  const heap = createHeap();
  let [now, order, steps] = [start, 0, 0];

  const after = (ms: number, run: () => void) => {
    const timer: Timer = { at: now + Math.max(0, Math.ceil(ms)), order: (order += 1), run };
    heap.add(timer);
    return () => void (timer.run = undefined);
  };

  return {
    now: () => now,
    after,
    sleep: (ms) => new Promise((resume) => void after(ms, resume)),
    pass: async (ms) => {
      const end = now + ms;
      await settled();
      for (let timer = heap.first(); timer && timer.at <= end; timer = heap.first()) {
        heap.take();
        if (!timer.run) continue; // taken back
        now = Math.max(now, timer.at);
        timer.run();
        steps += 1;
        await settled();
      }
      now = end;
    },
    steps: () => steps,
  };
};
