import { event } from '../actor';
import { retentionEmpties } from '../log';
import { sending } from '../outbox';
import type { Scenario } from '../scenario';
import { conversation, two, warm } from './beginnings';

/** Retention: slots that were filled are emptied, and must never be filled again. */
export const retentionScenarios: Scenario[] = [
  {
    name: 'a process wakes after a day in which the log was emptied',
    start: conversation([...two, 'bo x', 'bo y'], {
      at: { a: 'writing', b: 'writing' },
      held: { ann: 2, bo: 4 },
      tails: { P: warm(two), Q: warm([...two, 'bo x', 'bo y']) },
      may: { 'a day passes': 1 },
      reader: 'bo',
      inbox: { marker: 2, rev: 1, backRev: 0 },
      meant: 2,
    }),
    actors: (holds) => [
      ...sending(holds, { author: 'ann', key: 'a', through: ['P', 'Q'] }),
      ...sending(holds, { author: 'bo', key: 'b', through: ['Q'] }),
      event('a day passes', (world) => retentionEmpties(world, holds('LOG-7/newest'))),
    ],
    needs: { 'LOG-5/behind': 2, 'LOG-7/age': 3, 'LOG-7/newest': 7 },
  },
];
