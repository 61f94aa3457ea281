import type { ConversationSummary } from '@parley/protocol';
import { expect } from '@playwright/test';
import type { Person } from './person';

/** What a row of the list counts, as it says so. */
type Badges = { id: string; unread: string; mentions: string };

const byId = (one: Badges, other: Badges) => (one.id < other.id ? -1 : 1);

/** A badge has room for two digits. */
const badge = (count: number): string => (count > 99 ? '99+' : `${count}`);

/** As the protocol says of a row of the list. Not by the client's own code: that is what is judged. */
const counted = ({ conversation: { id }, row, latest }: ConversationSummary): Badges => {
  const calls = (latest.calls ?? []).filter((seq) => !row.ownCalls?.includes(seq));
  const mine = new Set([...(row.mentions ?? []), ...calls].filter((seq) => seq > row.read && seq > row.joined));
  return { id, unread: badge(latest.n - row.readN), mentions: badge(mine.size) };
};

/** Every conversation that the server has in somebody's list, all pages of it, and what it counts there. */
const countedByServer = async (person: Person): Promise<Badges[]> => {
  const all: ConversationSummary[] = [];
  for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
    const page = await person.asks('conversations.list', { ...(cursor !== undefined && { cursor }) });
    all.push(...page.conversations);
    cursor = page.cursor;
  }
  // Closed until something new is said in it.
  const shown = all.filter(({ row, latest }) => row.hiddenN === undefined || latest.n > row.hiddenN);
  return shown.map(counted).sort(byId);
};

/** The same as their screen shows it. */
const countedOnScreen = async ({ list }: Person): Promise<Badges[]> => {
  const rows = await list.evaluateAll((links) =>
    links.map((link) => ({ path: new URL((link as HTMLAnchorElement).href).pathname, text: link.textContent })),
  );
  const said = (text: string, of: RegExp) => of.exec(text)?.[1] ?? '0';
  return rows
    .map(({ path, text }) => ({
      id: path.replace(/^\/c\//, ''),
      unread: said(text, /, (\d+\+?) unread$/),
      mentions: said(text, /, @(\d+\+?) mentions?(?:,|$)/),
    }))
    .sort(byId);
};

/** Expects that the list on their screen has the rows that the server has, each with what the server counts there. */
export const badgesAgree = async (person: Person): Promise<void> =>
  expect(async () => {
    expect(await countedOnScreen(person), `the list of ${person.name}`).toEqual(await countedByServer(person));
  }).toPass({ timeout: 10_000 });
