import { fold, type Message, nothingFolded } from '@parley/client';
import type { Entry } from '@parley/protocol';
import { expect } from '@playwright/test';
import { escaped, type Person } from './person';

/** The messages of a conversation as the server has them, in their order, each as it is now. */
const messagesOnServer = async (person: Person, conversationId: string): Promise<Message[]> => {
  const entries: Entry[] = [];
  for (let more = true; more;) {
    const before = entries[0]?.seq;
    const page = await person.asks('messages.history', { conversationId, ...(before !== undefined && { before }) });
    entries.unshift(...page.entries);
    more = page.entries.length > 0 && entries[0]!.seq > 1;
  }
  return [...fold(nothingFolded, entries).messages.values()].sort((one, other) => one.seq - other.seq);
};

const unreadOnServer = async (person: Person, conversationId: string): Promise<number> => {
  const { conversations } = await person.asks('conversations.list', {});
  const summary = conversations.find(({ conversation }) => conversation.id === conversationId);
  if (!summary) throw new Error(`${person.name} is not in ${conversationId}.`);
  return summary.latest.n - summary.row.readN;
};

/** How the row of a message ends. */
const looks = ({ text, edited, deleted, reactions }: Message): RegExp => {
  const chips = Object.entries(reactions).map(([emoji, people]) => `${emoji}${people.length}`);
  const said = deleted ? 'This message was deleted.' : escaped(text);
  return new RegExp(`${said}${edited && !deleted ? ' \\(edited [^)]+\\)' : ''}${escaped(chips.join(''))}$`);
};

/**
 * Expects that everybody who has this conversation open sees what the server's log says, message by message, each in its
 * place, and that their badges count what the server counts. `texts`: what the log is to say, '' for what was deleted.
 */
export const agree = async (people: Person[], texts: string[], unread = 0): Promise<void> => {
  const id = people[0]!.conversationId();
  await expect
    .poll(async () => (await messagesOnServer(people[0]!, id)).map(({ text }) => text), 'the log of the server')
    .toEqual(texts);
  const log = await messagesOnServer(people[0]!, id);
  for (const person of people) {
    await expect(person.messages, `what ${person.name} sees`).toHaveText(log.map(looks));
    const places = await person.messages.evaluateAll((rows) => rows.map((row) => Number(row.dataset['seq'])));
    expect(places, `where ${person.name} sees it`).toEqual(log.map(({ seq }) => seq));
    await person.hasUnread(await person.heading.innerText(), unread);
    await expect.poll(() => unreadOnServer(person, id), `what is unread for ${person.name}`).toBe(unread);
  }
};
