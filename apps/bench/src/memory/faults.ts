import { stream } from '../random';

/**
 * What can go wrong in the memory runtime, and how often: the chance each time the fault could strike. Numbers are
 * those of libs/emulators/src/faults/fault-table.ts where API Gateway, Lambda or DynamoDB have the fault; the others are
 * named.
 */
export const faultTable = {
  F12: { says: 'a handshake is throttled', rate: 0.02 },
  F15: { says: 'a frame is handled twice', rate: 0.01 },
  F19: { says: 'a handler fails, and its socket gets the error frame of API Gateway', rate: 0.005 },
  F25: { says: 'nobody is told that a socket ended', rate: 0.3 },
  F26: { says: 'a socket is half-open: both ways lead into nothing, and nobody knows', rate: 0.001 },
  F31: { says: 'a connection takes no more just now (429)', rate: 0.01 },
  F33: { says: 'a post is never answered', rate: 0.001 },
  F35: { says: 'a post is overtaken by later ones, up to 1.5 s', rate: 0.05 },
  F37: { says: 'a post arrives twice', rate: 0.01 },
  F39: { says: 'a table fails a call before it takes effect', rate: 0.002 },
  F40: { says: 'the firewall blocks: 403 with a page', rate: 0.005 },
  'store-reply': { says: 'a table call takes effect and its answer is lost', rate: 0.002 },
  killed: { says: 'a process ends between two awaits, with everything that runs in it', rate: 0.003 },
  request: { says: 'a request never arrives', rate: 0.01 },
  reply: { says: 'a handler runs to its end and its answer is lost', rate: 0.05 },
  push: { says: 'a push is lost', rate: 0.03 },
  cut: { says: 'a socket breaks under a frame', rate: 0.002 },
} as const satisfies Record<string, { says: string; rate: number }>;

export type Fault = keyof typeof faultTable;
export const faultNames = Object.keys(faultTable) as Fault[];

/** Decides when each fault strikes: the same for the same seed, and one fault's draws do not shift another's. */
export const createFaults = (seed: number, on: ReadonlySet<string>) => {
  const streams = new Map(faultNames.map((name) => [name, stream(seed, `fault ${name}`)]));
  const struck: Partial<Record<Fault, number>> = {};
  let isOver = false;
  return {
    strikes: (name: Fault): boolean => {
      if (isOver || !on.has(name)) return false;
      if ((streams.get(name)?.() ?? 1) >= faultTable[name].rate) return false;
      struck[name] = (struck[name] ?? 0) + 1;
      return true;
    },
    /** From now on nothing goes wrong any more. */
    heal: (): void => void (isOver = true),
    struck: (): Record<string, number> => ({ ...struck }) as Record<string, number>,
  };
};
export type Faults = ReturnType<typeof createFaults>;
