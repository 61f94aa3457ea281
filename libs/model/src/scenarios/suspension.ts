import { sending } from '../outbox';
import { renewing, suspending, timeAfterSuspension } from '../people';
import type { Scenario } from '../scenario';
import { aDevice, network, pingsOf } from '../sync';
import type { World } from '../world';
import { conversation, device, two, warm } from './beginnings';

const suspension = 'the suspension of bo';
const suspended = (start: Partial<World>): World =>
  conversation(two, {
    ...start,
    tails: { P: warm(two) },
    at: { a: 'writing', [suspension]: 'decided', ...start.at },
    may: { '35 s pass': 1 },
  });

/** Suspension against whatever gives a connection its lease. */
export const suspensionScenarios: Scenario[] = [
  {
    name: 'somebody says hello while they are suspended',
    start: suspended({ at: { phone: 'away' }, devices: { phone: aDevice('bo', 2, false) } }),
    actors: (holds) => [
      ...sending(holds, { author: 'ann', key: 'a', through: ['P'] }),
      ...device(holds, 'phone', 'Q'),
      suspending('bo'),
      timeAfterSuspension,
      network(holds),
    ],
    needs: { 'DEL-6/status': 9, 'DEL-6/requests': 9 },
  },
  {
    name: 'somebody whose lease has ended renews while they are suspended',
    start: suspended({
      at: { phone: 'level', 'the renewal of phone': 'arrives' },
      devices: { phone: aDevice('bo', 2) },
      may: { [pingsOf('phone')]: 1 },
    }),
    actors: (holds) => [
      ...sending(holds, { author: 'ann', key: 'a', through: ['P'] }),
      ...device(holds, 'phone', 'Q'),
      renewing(holds, 'phone'),
      suspending('bo'),
      timeAfterSuspension,
      network(holds),
    ],
    needs: { 'DEL-6/renew': 9 },
  },
];
