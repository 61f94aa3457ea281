import type { Conversation } from '@parley/protocol';
import type { Clock } from '../clock';
import type { Decide } from '../conversations/append';
import { refuse } from '../refuse';
import type { Blocks } from './blocks';

/** Whether somebody blocked somebody, as of at most 30 s ago: what is sent costs no read each time. */
export type IsBlocked = (personId: string, by: string) => Promise<boolean>;

const rememberedMs = 30_000;
/** Pairs of people that a process remembers. */
const remembered = 10_000;

export const createIsBlocked = ({ blocks, clock }: { blocks: Blocks; clock: Clock }): IsBlocked => {
  const known = new Map<string, { blocked: boolean; readAt: number }>();
  return async (personId, by) => {
    const pair = `${by} ${personId}`;
    const held = known.get(pair);
    if (held && clock.now() - held.readAt <= rememberedMs) return held.blocked;
    const readAt = clock.now();
    const blocked = await blocks.has(by, personId);
    if (known.size >= remembered) known.clear();
    known.set(pair, { blocked, readAt });
    return blocked;
  };
};

/** The other one of a direct conversation of two; undefined in any other conversation, where blocking has no say. */
export const otherOfTwo = ({ kind, people = [] }: Conversation, personId: string): string | undefined =>
  kind === 'direct' && people.length === 2 ? people.find((id) => id !== personId) : undefined;

/** The same decision, unless it is about a direct conversation of two and the other one blocked its author (PEOPLE-2). */
export const unlessBlocked =
  (isBlocked: IsBlocked, author: string, decide: Decide): Decide =>
  async (asOf) => {
    const decision = await decide(asOf);
    const other = otherOfTwo(asOf.conversation, author);
    if (other !== undefined && (await isBlocked(author, other))) refuse('blocked');
    return decision;
  };
