import { fold, type Message, nothingFolded } from '@parley/client';
import type { Entry } from '@parley/protocol';
import { expect } from '@playwright/test';
import { badgesAgree } from './badges';
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

/** How the row of a message ends. */
const looks = ({ text, edited, deleted, reactions }: Message): RegExp => {
  const chips = Object.entries(reactions).map(([emoji, people]) => `${emoji}${people.length}`);
  const said = deleted ? 'This message was deleted.' : escaped(text);
  return new RegExp(`${said}${edited && !deleted ? ' \\(edited [^)]+\\)' : ''}${escaped(chips.join(''))}$`);
};

/**
 * Expects that everybody who has this conversation open sees what the server's log says, message by message, each in its
 * place; that nothing of it is unread; and that each row of their lists counts the unread messages and mentions that the
 * server counts. `texts`: what the log is to say, '' for what was deleted.
 */
export const agree = async (people: Person[], texts: string[]): Promise<void> => {
  const id = people[0]!.conversationId();
  await expect
    .poll(async () => (await messagesOnServer(people[0]!, id)).map(({ text }) => text), 'the log of the server')
    .toEqual(texts);
  const log = await messagesOnServer(people[0]!, id);
  for (const person of people) {
    await expect(person.messages, `what ${person.name} sees`).toHaveText(log.map(looks));
    const places = await person.messages.evaluateAll((rows) => rows.map((row) => Number(row.dataset['seq'])));
    expect(places, `where ${person.name} sees it`).toEqual(log.map(({ seq }) => seq));
    await person.hasUnread(await person.heading.innerText(), 0);
    await badgesAgree(person);
  }
};
