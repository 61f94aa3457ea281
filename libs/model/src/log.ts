import type { Attempt, Entry, Tail, World } from './world';

/** The seq of the newest entry; 0 in an empty log. What a strong read of the end sees. */
export const headOf = ({ slots }: Pick<World, 'slots'>): number => {
  for (let seq = slots.length; seq > 0; seq -= 1) if (slots[seq - 1]) return seq;
  return 0;
};

export const tailHead = ({ entries }: Tail): number => entries.at(-1)?.seq ?? 0;
export const tailFirst = ({ entries }: Tail): number => entries[0]?.seq ?? 1;

/** A run without a hole from `from` to the head, or as much of its end as has no hole. */
export const runFrom = (world: World, from: number): Entry[] => {
  const run: Entry[] = [];
  for (let seq = headOf(world); seq >= Math.max(1, from); seq -= 1) {
    const entry = world.slots[seq - 1];
    if (!entry) break;
    run.unshift(entry);
  }
  return run;
};

/** Whether the entry in the slot stands there now; with LOG-3 only where the slot was empty. */
export const put = (world: World, entry: Entry, onlyIfEmpty: boolean): boolean => {
  const at = entry.seq - 1;
  if (onlyIfEmpty && world.slots[at]) return false;
  while (world.slots.length < entry.seq) {
    world.slots.push(null);
    world.stood.push(null);
  }
  world.slots[at] = entry;
  world.stood[at] ??= { key: entry.key, kind: entry.kind };
  return true;
};

export const isMembership = ({ kind }: Pick<Entry, 'kind'>): boolean => kind === 'joined' || kind === 'left';

/** `n` and `m` of what would stand after the entry (LOG-8). */
export const countedAfter = (head: Entry | undefined, { kind }: Attempt): { n: number; m: number } => ({
  n: (head?.n ?? 0) + (kind === 'posted' ? 1 : 0),
  m: head ? (isMembership(head) ? head.seq : head.m) : 0,
});

/** A log to begin with: `logOf('ann joined', 'bo joined', 'ann a')`, everything said long ago. */
export const logOf = (...said: string[]): Entry[] => {
  const entries: Entry[] = [];
  for (const one of said) {
    const [author = '', what = ''] = one.split(' ');
    const kind = what === 'joined' || what === 'left' ? what : 'posted';
    const attempt: Attempt = { author, key: kind === 'posted' ? what : one, kind, of: author, after: 0 };
    const { key, of } = attempt;
    entries.push({ seq: entries.length + 1, at: -9, author, key, kind, of, ...countedAfter(entries.at(-1), attempt) });
  }
  return entries;
};

/** Retention (LOG-7): a day goes by, and every slot that is old by then is emptied, save the newest entry. */
export const retentionEmpties = (world: World, keepsNewest: boolean): boolean => {
  world.now += day;
  const last = keepsNewest ? headOf(world) - 1 : headOf(world);
  for (let seq = 1; seq <= last; seq += 1) world.slots[seq - 1] = null;
  return true;
};

/** Ticks after which a tail no longer counts (60 s), and after which a slot may be emptied (24 h): any two numbers in this order. */
export const minute = 1;
const day = 3;
