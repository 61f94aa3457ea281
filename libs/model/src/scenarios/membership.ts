import { event } from '../actor';
import { rowShows } from '../members';
import { sending } from '../outbox';
import type { Scenario } from '../scenario';
import type { Attempt, World } from '../world';
import { asked, asking, conversation, three, two, warm } from './beginnings';

const removal = (of: string): Omit<Attempt, 'after'> => ({ author: 'cy', key: `${of} left`, kind: 'left', of });
const cyRemoves = 'the removal of bo';

/** The lag of a member row is over long before a minute is. */
const aMinutePasses = event('a minute passes', (world) => {
  if (Object.keys(world.lagging).length > 0) return false;
  world.now += 1;
  return true;
});
const rowLags = event('the lagging member row shows', rowShows);

const removing = (start: Partial<World>): World => {
  const { calls, at } = asked(cyRemoves, removal('bo'), 3);
  return conversation(three, { ...start, membersMove: true, calls: calls ?? {}, at: { ...at, ...start.at } });
};

/** Coming and going: who may post is decided by the log, whatever the rows beside it show. */
export const membershipScenarios: Scenario[] = [
  {
    name: 'somebody is removed while a message of theirs is under way',
    start: removing({ at: { b: 'writing' }, tails: { P: warm(three), Q: warm(three) } }),
    actors: (holds) => [
      asking(holds, cyRemoves, 'P'),
      ...sending(holds, { author: 'bo', key: 'b', through: ['Q', 'R'] }),
    ],
    needs: { 'LOG-4/refusals': 2, 'DEL-1/again': 6 },
  },
  {
    name: 'the row of somebody who was removed lags',
    start: removing({
      at: { b: 'writing' },
      tails: { P: warm(three) },
      may: { 'the lagging member row shows': 1, 'a minute passes': 1 },
    }),
    actors: (holds) => [
      asking(holds, cyRemoves, 'P'),
      ...sending(holds, { author: 'bo', key: 'b', through: ['Q'] }),
      rowLags,
      aMinutePasses,
    ],
    needs: { 'DEL-1/overlay': 6, 'DEL-1/order': 6, 'LOG-6/members': 6 },
  },
  {
    name: 'a message races the removal, and the row lags',
    start: removing({
      at: { a: 'writing', b: 'writing' },
      tails: { P: warm(three), R: warm(three) },
      may: { 'the lagging member row shows': 1 },
    }),
    actors: (holds) => [
      asking(holds, cyRemoves, 'P'),
      ...sending(holds, { author: 'ann', key: 'a', through: ['R'] }),
      ...sending(holds, { author: 'bo', key: 'b', through: ['Q'] }),
      rowLags,
    ],
    needs: { 'LOG-8/m': 6 },
  },
  {
    name: 'somebody joins a conversation that has messages',
    start: conversation([...two, 'ann x'], {
      ...asked('the adding of cy', { author: 'ann', key: 'cy joined', kind: 'joined', of: 'cy' }, 3),
      at: { 'the adding of cy': 'arrives', b: 'writing' },
      tails: { P: warm([...two, 'ann x']) },
      reader: 'cy',
      membersMove: true,
    }),
    actors: (holds) => [
      asking(holds, 'the adding of cy', 'P'),
      ...sending(holds, { author: 'bo', key: 'b', through: ['Q'] }),
    ],
    needs: { 'SYNC-7/join': 7 },
  },
];
