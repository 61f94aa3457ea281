import type { Ask } from './http';

/** The most that `people.presence` takes. */
const mostIds = 100;

/** Who of these has a device connected, however many are asked about. */
export const createPresence = ({ ask }: { ask: Ask }) => ({
  online: async (ids: readonly string[]): Promise<Set<string>> => {
    const wanted = [...new Set(ids)];
    const pages: string[][] = [];
    for (let from = 0; from < wanted.length; from += mostIds) pages.push(wanted.slice(from, from + mostIds));
    const replies = await Promise.all(pages.map((page) => ask('people.presence', { ids: page })));
    return new Set(replies.flatMap(({ online }) => online));
  },
});
