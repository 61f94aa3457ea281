import { fold, nothingFolded } from '../messages';
import { general } from './a-client';
import { aborted } from './faulty-store';
import type { Saying, Tab, TornBrowser } from './torn-browser';

/** One thing that goes on; `which` chooses among what there is. */
export type Deed = (browser: TornBrowser, tab: Tab, which: number) => Promise<unknown> | void;

const waits = [50, 400, 3_000, 11_000, 70_000];
const emoji = ['👍', '🎉'];
let texts = 0;

/** What is written stands from when it was told as kept, and all who are open know of it. */
const writes = (browser: TornBrowser, by: Tab, written: (text: string) => Promise<unknown>, target?: number): void => {
  const text = `${target === undefined ? 'ana' : 'edited'} ${(texts += 1)}`;
  const saying: Saying = { text, by, isFree: false, isGivenUp: false, known: new Set([by]) };
  if (target !== undefined) {
    freeEdits(browser, target);
    saying.target = target;
  }
  browser.sayings.push(saying);
  written(text).then(
    () => {
      for (const tab of browser.open) if (!tab.isDeaf()) saying.known.add(tab);
    },
    () => (saying.isFree = true), // its writer was told that it could not be kept
  );
};
const freeEdits = ({ sayings }: TornBrowser, target: number): void => {
  for (const one of sayings) if (one.target === target) one.isFree = true;
};

const own = ({ screen }: Tab, which: number): number => {
  const messages = [...fold(nothingFolded, screen.entries(general)).messages.values()];
  const mine = messages.filter(({ author, deleted }) => author === 'ana' && !deleted);
  return mine[which % Math.max(1, mine.length)]?.seq ?? 7;
};
const any = ({ screen }: Tab, which: number): number => {
  const messages = [...fold(nothingFolded, screen.entries(general)).messages.keys()];
  return messages[which % Math.max(1, messages.length)] ?? 2;
};

const gives = (browser: TornBrowser, of: Tab, key: string, text: string): void => {
  const { client } = of;
  const asked = { of, isAnswered: false, isExcused: false };
  browser.asked.push(asked);
  const answered = () => (asked.isAnswered = true);
  const saying = browser.sayings.find((one) => one.text === text);
  if (!saying || saying.isFree) return void client.discard(key).then(answered, answered);
  saying.isFree = true;
  client.discard(key).then(
    () => {
      answered();
      saying.isGivenUp = true;
    },
    ({ message }: Error) => {
      answered();
      // Told as not done, it is still to be sent; otherwise it had arrived, or the tab goes.
      if (message === aborted || message.startsWith('This browser could not')) saying.isFree = false;
    },
  );
};

/** What people do, and the network. */
export const deeds = {
  deliver: (_, { pair }, which) => void pair.packets.splice(which % Math.max(1, pair.packets.length), 1)[0]?.deliver(),
  lose: (_, { pair }, which) => void pair.packets.splice(which % Math.max(1, pair.packets.length), 1)[0]?.lose(),
  double: (_, { pair }, which) => void pair.packets[which % Math.max(1, pair.packets.length)]?.deliver(),
  'ana says': (browser, tab) => writes(browser, tab, (text) => tab.client.send(general, text)),
  'ana edits': (browser, tab, which) => {
    const target = own(tab, which);
    writes(browser, tab, (text) => tab.client.edit(general, target, text), target);
  },
  'ana deletes': (browser, tab, which) => {
    const target = own(tab, which);
    freeEdits(browser, target);
    void tab.client.delete(general, target).catch(() => undefined);
  },
  'ana reacts': (_, { client, ...tab }, which) =>
    void client.react(general, any({ client, ...tab }, which), emoji[which % 2] ?? '👍').catch(() => undefined),
  'ana unreacts': (_, { client, ...tab }, which) =>
    void client.unreact(general, any({ client, ...tab }, which), emoji[which % 2] ?? '👍').catch(() => undefined),
  'bo says': ({ server }) => void server.say(general, 'bo'),
  'bo says much': ({ server }) => {
    for (let i = 0; i < 3; i += 1) server.say(general, 'bo');
  },
  'bo reacts': ({ server }, _, which) => {
    const icon = emoji[which % 2] ?? '👍';
    const { messages } = fold(nothingFolded, server.log(general));
    const message = [...messages.values()].find(({ deleted }) => !deleted);
    if (!message) return;
    const has = message.reactions[icon]?.includes('bo') ?? false;
    const body = { target: message.seq, emoji: icon };
    server.does(general, { kind: has ? 'reaction.removed' : 'reaction.added', body });
  },
  'my phone edits': ({ server }) => {
    const { messages } = fold(nothingFolded, server.log(general));
    const message = [...messages.values()].find(({ deleted }) => !deleted);
    if (!message) return;
    const body = { target: message.seq, text: 'elsewhere' };
    server.does(general, { kind: 'message.edited', body }, message.author, message.edited?.seq ?? message.seq);
  },
  'give up': (browser, tab) => {
    const [outgoing] = tab.client.unsent().toReversed();
    if (outgoing) gives(browser, tab, outgoing.key, outgoing.text);
  },
  wait: ({ clock }, _, which) => clock.advance(waits[which % waits.length] ?? 50),
  rotate: ({ clock }) => clock.advance(60 * 60_000),
  busy: ({ server }) => {
    server.refuses('messages.send', 'busy', { retryAfterMs: 500 });
    server.refuses('messages.react', 'internal');
    server.refuses('messages.changes', 'internal');
  },
  cut: (_, { pair }) => pair.cut(),
  flush: (_, { pair }) => pair.flush(),
  'flush all': async ({ open }) => {
    for (let i = 0; i < 2; i += 1) for (const { pair } of open) await pair.flush();
  },
  offline: async (_, { pair }) => {
    pair.network.isUp = false;
    await pair.cut();
  },
  'all offline': async ({ open }) => {
    for (const { pair } of open) pair.network.isUp = false;
    for (const { pair } of open) await pair.cut();
  },
  online: async (_, { client, pair }) => {
    pair.network.isUp = true;
    client.probe();
    await pair.flush();
  },
  /** What was asked is done, and nobody hears of it. */
  unheard: ({ open }) => {
    for (const { pair } of open)
      for (const { what, deliver } of pair.packets.splice(0)) if (what.startsWith('→')) deliver();
    for (const { pair } of open) pair.packets.length = 0;
  },
} satisfies Record<string, Deed>;
