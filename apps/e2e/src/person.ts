import type { Input, Reply, RequestType } from '@parley/protocol';
import { type BrowserContext, expect, type Locator, type Page } from '@playwright/test';
import type { Account } from './account';
import { ask, tokenOf } from './api';
import { entersPassword } from './way-in';

/** Somebody with a browser of their own: what they do, and what they see. Everything is found by its role and name. */
export type Person = Account & {
  page: Page;
  context: BrowserContext;
  /** Where they write. */
  composer: Locator;
  /** Messages on their screen, in order; not what happened to the conversation itself. */
  messages: Locator;
  /** The message that has this text in it. */
  message(text: string): Locator;
  /** Does something to a message by the menu of its row. */
  does(what: string, text: string): Promise<void>;
  /** Who is in what is open, beside it; opened where it is not. */
  members(): Promise<Locator>;
  /** Chooses something from the menu of a member; most of it asks first. */
  doesTo(whom: Account, what: string): Promise<void>;
  /** The title of what is open. */
  heading: Locator;
  /** Where messages scroll. */
  timeline: Locator;
  /** Opens their menu; it is there once they are signed in. */
  profile: Locator;
  /** The words on the state of the connection. */
  banner: Locator;
  signsIn(): Promise<void>;
  /** The button beside a section of their list that opens a dialog of its own name. */
  opener(dialog: 'New channel' | 'New direct message'): Locator;
  /** A conversation in their list, by its title. */
  listed(title: string): Locator;
  /** All conversations in their list. */
  list: Locator;
  /** Expects the conversation in their list, with this many unread messages, and mentions among them. */
  hasUnread(title: string, count: number, mentions?: number): Promise<void>;
  opens(title: string): Promise<void>;
  startsDirect(...others: Account[]): Promise<void>;
  startsChannel(name: string, ...others: Account[]): Promise<void>;
  says(...texts: string[]): Promise<void>;
  /** Says it with a mention of somebody at its end, chosen from the list of people. */
  calls(whom: Account, text: string): Promise<void>;
  /** Expects exactly these messages on the screen, in this order. */
  sees(...texts: string[]): Promise<void>;
  /** The conversation that is open, as the server knows it. */
  conversationId(): string;
  /** Asks the server over HTTP, past the screen. */
  asks<T extends RequestType>(type: T, body: Input<T>): Promise<Reply<T>>;
};

/** Text as a part of an expression that matches it. */
export const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
/** "Bo", "Bo, direct message", "Bo, direct message, 2 unread": a list row's name begins with its title. */
const named = (title: string): RegExp => new RegExp(`^${escaped(title)}\\s*(,|$)`);
/** A message row ends in its text. */
export const saying = (text: string): RegExp => new RegExp(`${escaped(text)}$`);

const sections = { 'New channel': 'Channels', 'New direct message': 'Direct messages' };

export const personAt = (page: Page, account: Account): Person => {
  const composer = page.getByRole('textbox', { name: /^Message to / });
  const timeline = page.getByRole('group', { name: /^Messages in / });
  const messages = page.getByRole('article', { name: /\S/ });
  // The first of them: a later row may quote it.
  const message = (text: string) => messages.filter({ hasText: text }).first();
  const profile = page.getByRole('button', { name: /^Profile/ });
  const rows = page.getByRole('navigation', { name: 'Conversations' }).getByRole('link');
  const listed = (title: string) => rows.and(page.getByRole('link', { name: named(title) }));
  const opener = (name: keyof typeof sections) =>
    page.getByRole('region', { name: sections[name] }).getByRole('button', { name });
  const heading = (title: string) => page.getByRole('heading', { level: 1, name: title, exact: true });

  const fillPeople = async (dialog: Locator, label: string, others: Account[]) => {
    await dialog.getByRole('textbox', { name: label }).fill(others.map(({ email }) => email).join(', '));
  };
  const members = async () => {
    const pane = page.getByRole('complementary', { name: 'Members' });
    const button = page.getByRole('button', { name: /^Members/ });
    if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
    await expect(pane.getByRole('listitem').first()).toBeVisible();
    return pane;
  };
  return {
    ...account,
    page,
    context: page.context(),
    composer,
    messages,
    message,
    does: async (what, text) => {
      // What is still on its way to its place in the log has no menu.
      await expect(message(text)).toHaveAttribute('data-seq');
      await message(text).focus();
      await message(text).press('Shift+F10');
      await page.getByRole('menuitem', { name: what }).click();
    },
    members,
    doesTo: async (whom, what) => {
      await (await members()).getByRole('button', { name: `Actions for ${whom.name}` }).click();
      await page.getByRole('menuitem', { name: what }).click();
    },
    heading: page.getByRole('heading', { level: 1 }),
    timeline,
    profile,
    banner: page.getByRole('status').filter({ hasText: /Connecting|Offline|Catching up/ }),
    listed,
    list: rows.and(page.getByRole('link', { name: /, (channel|direct message)\s*(,|$)/ })),
    opener,
    signsIn: async () => {
      await entersPassword({ ...account, page });
      await expect(profile).toBeEnabled();
    },
    hasUnread: async (title, count, mentions = 0) => {
      const called = mentions === 0 ? '' : ` ?, ${mentions} mentions?`;
      const name = `(channel|direct message)${called}${count === 0 ? '' : ` ?, ${count} unread`}$`;
      await expect(listed(title)).toHaveAccessibleName(new RegExp(name));
    },
    opens: async (title) => {
      await listed(title).click();
      await expect(heading(title)).toBeVisible();
    },
    startsDirect: async (...others) => {
      await opener('New direct message').click();
      const dialog = page.getByRole('dialog', { name: 'New direct message' });
      await fillPeople(dialog, 'To', others);
      await dialog.getByRole('button', { name: 'Open conversation' }).click();
      for (const { name } of others) await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
    },
    startsChannel: async (name, ...others) => {
      await opener('New channel').click();
      const dialog = page.getByRole('dialog', { name: 'New channel' });
      await dialog.getByLabel('Name').fill(name);
      await fillPeople(dialog, 'People', others);
      await dialog.getByRole('button', { name: 'Create channel' }).click();
      await expect(heading(name)).toBeVisible();
    },
    says: async (...texts) => {
      for (const text of texts) {
        await composer.fill(text);
        await composer.press('Enter');
        await expect(composer).toHaveValue('');
      }
    },
    calls: async ({ name }, text) => {
      await composer.fill(`${text} `);
      await composer.pressSequentially(`@${name}`);
      await expect(page.getByRole('option', { name, selected: true })).toBeVisible();
      await composer.press('Enter');
      await expect(composer).toHaveValue(`${text} @${name} `);
      await composer.press('Enter');
      await expect(composer).toHaveValue('');
    },
    sees: (...texts) => expect(messages).toHaveText(texts.map(saying)),
    conversationId: () => {
      const id = /\/c\/([cd]-[0-9a-f]{32})/.exec(page.url())?.[1];
      if (!id) throw new Error(`No conversation is open at ${page.url()}.`);
      return id;
    },
    asks: async (type, body) => ask({ url: new URL(page.url()).origin, token: await tokenOf(page) }, type, body),
  };
};
