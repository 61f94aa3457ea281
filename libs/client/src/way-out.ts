import type { Entry } from '@parley/protocol';

/** How somebody comes out of a conversation. */
export type WayOut = 'left' | 'removed' | 'banned';

const ways: Record<string, WayOut | undefined> = {
  'member.left': 'left',
  'member.removed': 'removed',
  'member.banned': 'banned',
};

/** How somebody came out by this entry; undefined where nobody did. */
export const wayOut = ({ kind }: Entry): WayOut | undefined => ways[kind];
