import { program, type Actor } from '../actor';
import { scrolling } from '../changes';
import { writeLease } from '../delivery';
import { headOf } from '../log';
import type { Scenario } from '../scenario';
import { aDevice, network, pingsOf, syncing } from '../sync';
import type { World } from '../world';
import { asked, asking, conversation, device, two, warm } from './beginnings';

const said = [...two, 'ann hi'];
const edit = 'the edit of hi';
const annEdits = asked(edit, { author: 'ann', key: 'hello', kind: 'edited', of: '3' }, 3);
const reaction = 'the reaction to hi';
const boReacts = asked(reaction, { author: 'bo', key: 'thumbs up', kind: 'reacted', of: '3' }, 3);
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
      ...device(holds, 'tablet', 'Q'),
      scrolling(holds, 'tablet', '3'),
      network(holds),
    ],
    needs: { 'LOG-6/messages': 4 },
  },
  {
    name: 'a message is edited and reacted to at once, and then opened',
    start: edited('tablet', {
      calls: { ...annEdits.calls, ...boReacts.calls },
      at: { ...boReacts.at, tablet: 'closed' },
      tails: { P: warm(said), R: warm(said) },
      may: { [pingsOf('tablet')]: 1 },
    }),
    actors: (holds) => [
      asking(holds, edit, 'P'),
      asking(holds, reaction, 'R'),
      opening('tablet'),
      ...device(holds, 'tablet', 'Q'),
      scrolling(holds, 'tablet', '3'),
      network(holds),
    ],
    needs: { 'LOG-6/condition': 4 },
  },
];
