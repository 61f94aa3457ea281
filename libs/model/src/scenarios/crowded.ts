import { event } from '../actor';
import { dies } from '../append';
import { headOf } from '../log';
import { rowShows } from '../members';
import { sending } from '../outbox';
import type { Scenario } from '../scenario';
import { aDevice, network, pingsOf } from '../sync';
import { asked, asking, conversation, device, three, two, warm } from './beginnings';

/** Much at once. No rule is dropped here: these look for what the small stories are too small for. */
export const crowdedScenarios: Scenario[] = [
  {
    name: 'two outboxes, a removal, a lagging row and a death',
    start: conversation(three, {
      ...asked('the removal of bo', { author: 'cy', key: 'bo left', kind: 'left', of: 'bo' }, 3),
      membersMove: true,
      at: { a: 'writing', b: 'writing', 'the removal of bo': 'arrives' },
      tails: { P: warm(three), Q: warm(three) },
      may: { 'the lagging member row shows': 1, 'process P dies': 1 },
    }),
    actors: (holds) => [
      asking(holds, 'the removal of bo', 'P'),
      ...sending(holds, { author: 'ann', key: 'a', through: ['P'] }),
      ...sending(holds, { author: 'bo', key: 'b', through: ['Q', 'R'] }),
      event('the lagging member row shows', rowShows),
      event('process P dies', (world) => dies(world, 'try 1 of a', 'P')),
    ],
    needs: {},
  },
  {
    name: 'a message is taken back while others write and its author catches up',
    start: conversation(two, {
      at: { a: 'writing', b: 'writing' },
      tails: { P: warm(two) },
      may: { "ann's other tab catches up": 1, 'process P dies': 1 },
      reach: 2,
    }),
    actors: (holds) => [
      ...sending(holds, { author: 'ann', key: 'a', through: ['P', 'Q'], discards: 'R' }),
      ...sending(holds, { author: 'bo', key: 'b', through: ['P'] }),
      event("ann's other tab catches up", (world) => {
        world.held['ann'] = headOf(world);
        return true;
      }),
      event('process P dies', (world) => dies(world, 'try 1 of a', 'P')),
    ],
    needs: {},
  },
  {
    name: 'a phone says hello, a push is lost, and a process dies',
    start: conversation(two, {
      at: { a: 'writing', b: 'writing', phone: 'away' },
      tails: { P: warm(two) },
      devices: { phone: aDevice('bo', 2, false) },
      may: { 'a push is lost': 1, 'process P dies': 1, [pingsOf('phone')]: 1 },
    }),
    actors: (holds) => [
      ...sending(holds, { author: 'ann', key: 'a', through: ['P'] }),
      ...sending(holds, { author: 'ann', key: 'b', through: ['P'], next: 'a' }),
      ...device(holds, 'phone', 'Q'),
      network(holds),
      event('process P dies', (world) => dies(world, 'try 1 of a', 'P')),
    ],
    needs: {},
  },
];
