import type { Ports } from '../ports';

/** Reads of what a conversation holds. */
const reads = {
  log: ['from', 'last', 'message'],
  inbox: ['rows', 'rowsOf'],
  memberships: ['roster', 'page'],
  conversations: ['get'],
  receipts: ['of'],
  people: ['get', 'settings'],
} as const satisfies Partial<Record<keyof Ports, readonly string[]>>;

/** Stores of which one read, counted from 0 once a test says so, waits until something else has happened. */
export const interleaved = () => {
  let [count, late, isOn] = [0, 0, false];
  let meanwhile: () => Promise<unknown> = async () => undefined;
  const before = async () => {
    if (!isOn) return;
    count += 1;
    if (count - 1 !== late) return;
    isOn = false; // what happens meanwhile reads as it likes
    await meanwhile();
    isOn = true;
  };
  const stores = (real: Ports): Partial<Ports> =>
    Object.fromEntries(
      Object.entries(reads).map(([port, names]) => {
        const store = real[port as keyof typeof reads] as unknown as Record<string, (...given: never[]) => unknown>;
        const slow = names.map((name) => [
          name,
          async (...given: never[]) => {
            await before();
            return store[name]?.(...given);
          },
        ]);
        return [port, { ...store, ...Object.fromEntries(slow) }];
      }),
    );
  return {
    stores,
    /** Asks while `happens` happens right before read `nth`; whether there were so many reads. */
    during: async (nth: number, happens: () => Promise<unknown>, asks: () => Promise<unknown>): Promise<boolean> => {
      [count, late, meanwhile, isOn] = [0, nth, happens, true];
      await asks();
      isOn = false;
      return count > nth;
    },
  };
};
