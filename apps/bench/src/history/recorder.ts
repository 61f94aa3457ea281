import type { Entry } from '@parley/protocol';
import type { Kind, Of, Recorded } from './record';

type Fresh<K extends Kind> = Omit<Of<K>, 'is' | 'step' | 'at'>;

/** Where records go as they are made: into a list, a file, or both. */
export type Sink = (record: Recorded) => void;

/**
 * Numbers and times what happens. One entry that reaches twenty devices is kept once: entries that read the same are
 * the same object, which is what makes a history of many devices fit into memory.
 */
export const createRecorder = (sink: Sink, now: () => number) => {
  const known = new Map<string, Map<number, { text: string; entry: Entry }[]>>();
  let [steps, ops] = [0, 0];

  const once = (conversationId: string, entry: Entry): Entry => {
    const slots = known.get(conversationId) ?? new Map<number, { text: string; entry: Entry }[]>();
    known.set(conversationId, slots);
    const versions = slots.get(entry.seq) ?? [];
    slots.set(entry.seq, versions);
    const text = JSON.stringify(entry);
    const held = versions.find((version) => version.text === text);
    if (held) return held.entry;
    versions.push({ text, entry });
    return entry;
  };

  return {
    record: <K extends Kind>(is: K, fields: Fresh<K>): void =>
      sink({ is, step: (steps += 1), at: now(), ...fields } as unknown as Recorded),
    /** The same entries, each kept once. */
    seen: (conversationId: string, entries: readonly Entry[]): Entry[] =>
      entries.map((entry) => once(conversationId, entry)),
    nextOp: (): number => (ops += 1),
    /** How many records there are so far. */
    steps: (): number => steps,
  };
};
export type Recorder = ReturnType<typeof createRecorder>;
