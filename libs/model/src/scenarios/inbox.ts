import { program, type Actor } from '../actor';
import { digesting, hearsAnswer, mark, marking, receiptNetwork, rowNetwork } from '../inbox';
import type { Holds } from '../rules';
import type { Scenario } from '../scenario';
import type { World } from '../world';
import { conversation, two } from './beginnings';

const letters = [...two, 'ann x', 'ann y', 'ann z'];
const tries = ['the unread mark', 'the unread mark, again'] as const;
const inboxOf = (start: Partial<World>): World =>
  conversation(letters, {
    reader: 'bo',
    inbox: { marker: 5, rev: 1, backRev: 0 },
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
    for (const one of tries) hearsAnswer(world, one, 'phone');
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

/** Bo has read on his laptop, which hears no answer and tells that again; his phone knows of it, and he marks unread there. */
const readings = ['the reading', 'the reading, again'] as const;
const boUnreadsElsewhere: Actor = program('bo', {
  reading: {
    'marks unread from 3 on, on the phone that has heard of his reading': (world) => {
      if (world.copies['phone']?.rev !== 2) return null;
      mark(world, tries[0], 'phone', 2);
      return 'marked';
    },
  },
  marked: {
    'tells the reading again on the laptop, with what it had seen when he read': (world) => {
      world.at[readings[1]] = 'sent';
      return 'done';
    },
  },
});

/** What a person's devices show of where they have read to, and of what became of their messages. */
export const inboxScenarios: Scenario[] = [
  {
    name: 'marked unread, tried again, and read on one device of two',
    start: inboxOf({}),
    actors: (holds) => [...marks(holds), rowNetwork(holds)],
    needs: { 'LOG-8/unread': 7, 'LOG-8/wait': 7, 'SYNC-7/rev': 7 },
  },
  {
    name: 'two devices read on, one further than the other',
    start: inboxOf({
      inbox: { marker: 2, rev: 1, backRev: 0 },
      copies: { laptop: { marker: 2, rev: 1 }, phone: { marker: 2, rev: 1 } },
      at: { bo: 'done', 'the read mark of laptop': 'sent', 'the read mark of phone': 'sent' },
    }),
    actors: (holds) => [
      marking(holds, 'the read mark of laptop', 4, 'read'),
      marking(holds, 'the read mark of phone', 5, 'read'),
      rowNetwork(holds),
    ],
    needs: { 'SYNC-7/forward': 7 },
  },
  {
    name: 'a reading is told again, as its answer was lost, after another device marked as unread',
    start: inboxOf({
      inbox: { marker: 2, rev: 1, backRev: 0 },
      copies: { laptop: { marker: 2, rev: 1 }, phone: { marker: 2, rev: 1 } },
      standing: { [readings[0]]: 1, [readings[1]]: 1 },
      at: { [readings[0]]: 'sent' },
    }),
    actors: (holds) => [
      boUnreadsElsewhere,
      ...readings.map((name) => marking(holds, name, 5, 'read')),
      marking(holds, tries[0], 2, 'unread'),
      rowNetwork(holds),
    ],
    needs: { 'LOG-8/seen': 7 },
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
