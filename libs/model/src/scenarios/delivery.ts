import { event, type Actor } from '../actor';
import { dies } from '../append';
import { sending } from '../outbox';
import type { Holds } from '../rules';
import type { Scenario } from '../scenario';
import { aDevice, network, pingsOf } from '../sync';
import { asked, asking, conversation, device, three, two, warm } from './beginnings';

const annWrites = (holds: Holds, key: string, through: string[], next?: string): Actor[] =>
  sending(holds, { author: 'ann', key, through, ...(next !== undefined && { next }) });

const copyCatchesUp = event('the weak copy of the leases catches up', (world) => {
  world.leasesCopy = structuredClone(world.leases);
  return true;
});

const halfAMinutePasses = event('half a minute passes', (world) => {
  if (!world.outbox['a']?.settled) return false;
  world.now += 1;
  return true;
});

/**
 * From the commit to the screens. Where a scenario grants no ping, no push is lost in it, and property 8 is held
 * without one: what a ping would mend minutes later shall not need it.
 */
export const deliveryScenarios: Scenario[] = [
  {
    name: 'a phone says hello while a message is written',
    start: conversation(two, {
      at: { a: 'writing', phone: 'away' },
      tails: { Q: warm(two) },
      heads: { P: { head: 2, at: 0 } },
      devices: { phone: aDevice('bo', 2, false) },
      may: { 'the weak copy of the leases catches up': 1 },
    }),
    actors: (holds) => [
      ...annWrites(holds, 'a', ['Q']),
      ...device(holds, 'phone', 'P'),
      network(holds),
      copyCatchesUp,
      halfAMinutePasses,
    ],
    needs: { 'SYNC-1/lease': 8, 'SYNC-1/buffer': 8, 'DEL-2': 8, 'DEL-7/hello': 8 },
  },
  {
    name: 'a process dies between the commit and the pushes',
    start: conversation(two, {
      at: { a: 'writing', phone: 'level' },
      tails: { P: warm(two) },
      devices: { phone: aDevice('bo', 2) },
      leases: { bo: ['phone'] },
      may: { 'process P dies': 1 },
    }),
    actors: (holds) => [
      ...annWrites(holds, 'a', ['P', 'Q']),
      ...device(holds, 'phone', 'P'),
      network(holds),
      event('process P dies', (world) => dies(world, 'try 1 of a', 'P')),
    ],
    needs: { 'LOG-9/again': 8 },
  },
  {
    name: "a message comes back to its author's own laptop",
    start: conversation(two, {
      at: { a: 'writing', laptop: 'level' },
      tails: { P: warm(two) },
      devices: { laptop: aDevice('ann', 2) },
      leases: { ann: ['laptop'] },
    }),
    actors: (holds) => [...annWrites(holds, 'a', ['P', 'Q']), ...device(holds, 'laptop', 'P'), network(holds)],
    needs: { 'SYNC-3': 2 },
  },
  {
    name: 'pushes are lost, doubled and out of order',
    start: conversation(two, {
      at: { a: 'writing', b: 'writing', phone: 'level' },
      tails: { P: warm(two) },
      devices: { phone: aDevice('bo', 2) },
      leases: { bo: ['phone'] },
      may: { 'a push is lost': 1, 'a push comes twice': 1, [pingsOf('phone')]: 1 },
    }),
    actors: (holds) => [
      ...annWrites(holds, 'a', ['P']),
      ...annWrites(holds, 'b', ['P'], 'a'),
      ...device(holds, 'phone', 'Q'),
      network(holds),
    ],
    needs: { 'SYNC-2/gap': 4, 'SYNC-2/drop': 4, 'SYNC-6/ping': 8 },
  },
  {
    name: 'the lease of a phone has ended, and the phone does not know',
    start: conversation(two, {
      at: { a: 'writing', b: 'writing', phone: 'level' },
      tails: { P: warm(two) },
      devices: { phone: aDevice('bo', 2) },
      may: { [pingsOf('phone')]: 1 },
    }),
    actors: (holds) => [
      ...annWrites(holds, 'a', ['P']),
      ...sending(holds, {
        author: 'ann',
        key: 'b',
        through: ['P'],
        when: ({ at, may, devices }) =>
          at['phone'] === 'level' && may[pingsOf('phone')] === 0 && devices['phone']?.behind === false,
      }),
      ...device(holds, 'phone', 'Q', ({ outbox }) => Boolean(outbox['a']?.settled)),
      network(holds),
    ],
    needs: { 'SYNC-6/hello': 8 },
  },
  {
    name: 'the process that answers a ping remembers an old head',
    start: conversation(two, {
      at: { a: 'writing', phone: 'level' },
      tails: { P: warm(two) },
      heads: { Q: { head: 2, at: 0 } },
      devices: { phone: aDevice('bo', 2) },
      leases: { bo: ['phone'] },
      may: { 'a push is lost': 1, 'half a minute passes': 1, [pingsOf('phone')]: 1 },
    }),
    actors: (holds) => [
      ...annWrites(holds, 'a', ['P']),
      ...device(holds, 'phone', 'Q'),
      network(holds),
      halfAMinutePasses,
    ],
    needs: { 'DEL-7/ping': 8 },
  },
  {
    name: "one of a person's connections dies",
    start: conversation(two, {
      at: { a: 'writing', b: 'writing', laptop: 'level' },
      tails: { P: warm(two) },
      devices: { desktop: aDevice('bo', 2), laptop: aDevice('bo', 2) },
      leases: { bo: ['desktop', 'laptop'] },
      may: { 'the connection of desktop dies': 1 },
    }),
    actors: (holds) => [
      ...annWrites(holds, 'a', ['P']),
      ...annWrites(holds, 'b', ['P'], 'a'),
      ...device(holds, 'laptop', 'Q'),
      network(holds),
      event('the connection of desktop dies', ({ devices }) => {
        if (devices['desktop']) devices['desktop'].live = false;
        return true;
      }),
    ],
    needs: { 'DEL-3/that': 8, 'DEL-3/others': 8 },
  },
  {
    name: 'somebody is removed while others write',
    start: conversation(three, {
      ...asked('the removal of bo', { author: 'cy', key: 'bo left', kind: 'left', of: 'bo' }, 3),
      membersMove: true,
      at: { 'the removal of bo': 'arrives', a: 'writing', phone: 'level' },
      tails: { P: warm(three), Q: warm(three) },
      devices: { phone: aDevice('bo', 3) },
      leases: { bo: ['phone'] },
    }),
    actors: (holds) => [
      asking(holds, 'the removal of bo', 'Q'),
      ...annWrites(holds, 'a', ['P']),
      ...device(holds, 'phone', 'P'),
      network(holds),
    ],
    needs: { 'DEL-1/push': 6 },
  },
  {
    name: 'a message is handed over again after somebody joined',
    start: conversation(two, {
      ...asked('the adding of cy', { author: 'bo', key: 'cy joined', kind: 'joined', of: 'cy' }, 2),
      membersMove: true,
      at: { 'the adding of cy': 'arrives', a: 'writing', phone: 'level' },
      tails: { P: warm(two), Q: warm(two) },
      devices: { phone: aDevice('cy', 2) },
      leases: { cy: ['phone'] },
    }),
    actors: (holds) => [
      asking(holds, 'the adding of cy', 'Q'),
      ...annWrites(holds, 'a', ['P', 'Q']),
      ...device(holds, 'phone', 'P'),
      network(holds),
    ],
    needs: { 'DEL-1/joined': 6 },
  },
];
