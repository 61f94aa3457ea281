import { sending } from '../outbox';
import { suspending, timeAfterSuspension, touching, touchOf } from '../people';
import type { Holds } from '../rules';
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
    may: { ...start.may, '35 s pass': 1 },
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
  ...(['DEL-6/renew', 'DEL-4/lease'] as const).map((by) => ({
    name: `${touchOf("somebody's phone", by)} arrives, whose lease has ended, while they are suspended`,
    start: suspended({
      at: { phone: 'level', [touchOf('phone', by)]: 'arrives' },
      devices: { phone: aDevice('bo', 2) },
      may: { [pingsOf('phone')]: 1 },
    }),
    actors: (holds: Holds) => [
      ...sending(holds, { author: 'ann', key: 'a', through: ['P'] }),
      ...device(holds, 'phone', 'Q'),
      touching(holds, 'phone', by),
      suspending('bo'),
      timeAfterSuspension,
      network(holds),
    ],
    needs: { [by]: 9 },
  })),
];
