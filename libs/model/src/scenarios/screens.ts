import { scrolling } from '../changes';
import { hello, ping, writeLease } from '../delivery';
import { digesting, mark, marking, receiptNetwork, rowNetwork } from '../inbox';
import { headOf } from '../log';
import type { Scenario } from '../scenario';
import { aDevice, network, pingsOf, syncing } from '../sync';
import { program, type Actor, type World } from '../world';
import type { Holds } from '../rules';
import { asked, asking, conversation, two, warm } from './beginnings';

const said = [...two, 'ann hi'];
const edit = 'the edit of hi';
const annEdits = asked(edit, { author: 'ann', key: 'hello', kind: 'edited', of: '3' }, 3);
const edited = (device: string, start: Partial<World>): World =>
  conversation(said, {
    calls: annEdits.calls ?? {},
    tails: { P: warm(said) },
    messages: { 3: { text: 'hi', rev: 3 } },
    devices: { [device]: aDevice('bo', 3) },
    ...start,
    at: { ...annEdits.at, ...start.at },
  });

/** A device that opens the conversation for the first time, at its newest page: it holds the head, and no entry before. */
const opening = (name: string): Actor =>
  program(name, {
    closed: {
      'opens the newest page': (world) => {
        writeLease(world, 'bo', name);
        world.devices[name] = aDevice('bo', headOf(world));
        world.at[`the page for ${name}`] = 'asked';
        return 'level';
      },
    },
  });

/** Changes of a message, against the pages that show it. */
export const changeScenarios: Scenario[] = [
  {
    name: 'a page is under way while a message on it is edited',
    start: edited('phone', { at: { phone: 'level', 'the page for phone': 'asked' }, leases: { bo: ['phone'] } }),
    actors: (holds) => [
      asking(holds, edit, 'P'),
      syncing(holds, 'phone'),
      scrolling(holds, 'phone', '3'),
      network(holds),
    ],
    needs: { 'SYNC-8': 4 },
  },
  {
    name: 'a tablet opens the conversation while a message is edited',
    start: edited('tablet', { at: { tablet: 'closed' }, may: { [pingsOf('tablet')]: 1 } }),
    actors: (holds) => [
      asking(holds, edit, 'P'),
      opening('tablet'),
      syncing(holds, 'tablet'),
      hello(holds, 'tablet', 'Q'),
      ping(holds, 'tablet', 'Q'),
      scrolling(holds, 'tablet', '3'),
      network(holds),
    ],
    needs: { 'LOG-6/messages': 4 },
  },
];

const letters = [...two, 'ann x', 'ann y', 'ann z'];
const tries = ['the unread mark', 'the unread mark, again'] as const;
const inboxOf = (start: Partial<World>): World =>
  conversation(letters, {
    reader: 'bo',
    inbox: { marker: 5, rev: 1 },
    copies: { laptop: { marker: 5, rev: 1 }, phone: { marker: 5, rev: 1 } },
    meant: 5,
    ...start,
    at: { bo: 'reading', ...start.at },
  });

/** Bo marks unread from his phone, tries that again as the reply is late, and reads everything after all. */
const bo = (holds: Holds): Actor => {
  const readsOn = (world: World): string | null => {
    const isAnswered = tries.some((one) => world.at[one] === 'done');
    if (holds('LOG-8/wait') && !isAnswered) return null;
    mark(world, 'the read mark', 'phone', 5);
    return 'done';
  };
  return program('bo', {
    reading: {
      'marks unread from 3 on': (world) => {
        mark(world, tries[0], 'phone', 2);
        return 'marked';
      },
    },
    marked: {
      'hears nothing, and his phone tries again': (world) => {
        const { [tries[0]]: rev = 0 } = world.standing;
        mark(world, tries[1], 'phone', 2);
        world.standing[tries[1]] = rev;
        return 'tried again';
      },
      'reads on to 5': readsOn,
    },
    'tried again': { 'reads on to 5': readsOn },
  });
};
const marks = (holds: Holds): Actor[] => [
  bo(holds),
  ...tries.map((name) => marking(holds, name, 2, 'unread')),
  marking(holds, 'the read mark', 5, 'read'),
];

/** What a person's devices show of where they have read to, and of what became of their messages. */
export const inboxScenarios: Scenario[] = [
  {
    name: 'marked unread, tried again, and read on one device of two',
    start: inboxOf({}),
    actors: (holds) => [...marks(holds), rowNetwork(holds)],
    needs: { 'LOG-8/unread': 7, 'LOG-8/wait': 7, 'SYNC-7/rev': 7 },
  },
  {
    name: 'the push of an inbox row is lost',
    start: inboxOf({
      at: { 'the digest of laptop': 'due', 'the digest of phone': 'due' },
      may: { 'a row is lost': 1 },
    }),
    actors: (holds) => [...marks(holds), rowNetwork(holds), digesting(holds, 'laptop'), digesting(holds, 'phone')],
    needs: { 'SYNC-7/digest': 7 },
  },
  {
    name: 'receipts arrive in any order',
    start: conversation(two, {
      receipts: ['laptop:delivered', 'laptop:read', 'phone:delivered', 'phone:read'],
      delivery: { laptop: 'sent', phone: 'sent' },
    }),
    actors: (holds) => [receiptNetwork(holds)],
    needs: { 'SYNC-5': 4 },
  },
];
