import { event } from '../actor';
import { dies } from '../append';
import { headOf } from '../log';
import { sending } from '../outbox';
import type { Scenario } from '../scenario';
import { conversation, two, warm } from './beginnings';

/** Sending: what a message meets between the outbox and its slot. */
export const sendingScenarios: Scenario[] = [
  {
    name: 'a reply is lost, and the retry meets a process that knows nothing',
    start: conversation(two, { at: { a: 'writing', b: 'writing' }, tails: { P: warm(two) } }),
    actors: (holds) => [
      ...sending(holds, { author: 'ann', key: 'a', through: ['P', 'Q'] }),
      ...sending(holds, { author: 'bo', key: 'b', through: ['P'] }),
    ],
    needs: { 'LOG-2': 2, 'LOG-4/look': 2 },
  },
  {
    name: 'two authors claim one slot, and a process dies',
    start: conversation(two, {
      at: { a: 'writing', b: 'writing' },
      tails: { P: warm(two), Q: warm(two) },
      may: { 'process P dies': 1 },
    }),
    actors: (holds) => [
      ...sending(holds, { author: 'ann', key: 'a', through: ['P', 'Q'] }),
      ...sending(holds, { author: 'bo', key: 'b', through: ['Q'] }),
      event('process P dies', (world) => dies(world, 'try 1 of a', 'P')),
    ],
    needs: { 'LOG-1': 3, 'LOG-3': 3, 'LOG-8/n': 7, 'LOG-9/commit': 1 },
  },
  {
    name: "the author's other tab catches up between two tries",
    start: conversation(two, {
      at: { a: 'writing', b: 'writing' },
      tails: { P: warm(two) },
      may: { "ann's other tab catches up": 1 },
    }),
    actors: (holds) => [
      ...sending(holds, { author: 'ann', key: 'a', through: ['P', 'Q'] }),
      ...sending(holds, { author: 'bo', key: 'b', through: ['P'] }),
      event("ann's other tab catches up", (world) => {
        world.held['ann'] = headOf(world);
        return true;
      }),
    ],
    needs: { 'LOG-4/first': 2 },
  },
  {
    name: 'others write more than one read returns',
    start: conversation(two, {
      at: { a: 'writing', b: 'writing' },
      tails: { P: warm(two) },
      reach: 1,
    }),
    actors: (holds) => [
      ...sending(holds, { author: 'ann', key: 'a', through: ['P', 'Q'] }),
      ...sending(holds, { author: 'bo', key: 'b', through: ['P'] }),
    ],
    needs: { 'LOG-5/behind': 2, 'LOG-5/raise': 2 },
  },
  {
    name: 'an outbox outlived the log that its `after` is of',
    start: conversation(two, { at: { a: 'writing', b: 'writing' }, tails: { P: warm(two) } }),
    actors: (holds) => [
      ...sending(holds, { author: 'ann', key: 'a', through: ['P', 'Q'], after: 9 }),
      ...sending(holds, { author: 'bo', key: 'b', through: ['P'] }),
    ],
    needs: { 'LOG-5/ahead': 2 },
  },
  {
    name: 'an app dies while its message is under way',
    start: conversation(two, { at: { a: 'writing' }, tails: { P: warm(two) } }),
    actors: (holds) => sending(holds, { author: 'ann', key: 'a', through: ['P', 'Q'], appDies: true }),
    needs: { 'LOG-4/stored': 2 },
  },
  {
    name: 'one outbox has two messages',
    start: conversation(two, { at: { a: 'writing', b: 'writing' }, tails: { P: warm(two) } }),
    actors: (holds) => [
      ...sending(holds, { author: 'ann', key: 'a', through: ['P', 'Q'] }),
      ...sending(holds, { author: 'ann', key: 'b', through: ['P', 'Q'], next: 'a' }),
    ],
    needs: { 'SYNC-4': 5 },
  },
  {
    name: 'a message that was tried is taken back',
    start: conversation(two, { at: { a: 'writing' }, tails: { P: warm(two) } }),
    actors: (holds) => sending(holds, { author: 'ann', key: 'a', through: ['P', 'Q'], discards: 'R' }),
    needs: { 'LOG-10/void': 2, 'LOG-10/delete': 2, 'LOG-10/refused': 2 },
  },
];
