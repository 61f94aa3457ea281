import { createSuspensions, type Suspending } from '../suspensions';
import { askUntilSo } from './ask';
import type { Crowd } from './crowd';
import { sleep } from './rest';

/** Short, since a run ends only when everybody is back; and long enough that some of it is beyond the 35 s. */
const spellMs = { low: 40_000, high: 55_000 };

/** Suspensions on the running stack, by requests of its owner: the pool hears of them, and a stream closes connections. */
export const createLocalSuspensions = (
  { owner, people, devices, signOut, signIn }: Crowd,
  parts: Pick<Suspending, 'recorder' | 'random'>,
) =>
  createSuspensions({
    ...parts,
    ...{ owner: people[0] ?? '', spellMs, sleep, signOut, signIn, devices: () => devices },
    rule: (type, personId) => askUntilSo(owner, type, { personId }),
  });
