import { event, program, type Actor } from './actor';
import { without, writeLease } from './delivery';
import type { Holds } from './rules';

/** A person is suspended: committed first, then what the leases name is closed, from the table's stream (DEL-6). */
export const suspending = (person: string): Actor => {
  const name = `the suspension of ${person}`;
  return program(name, {
    decided: {
      'is committed': (world) => {
        world.suspended[person] = null;
        return 'committed';
      },
    },
    committed: {
      'closes what the leases name': (world) => {
        for (const connection of world.leases[person] ?? []) {
          const device = world.devices[connection];
          if (device) device.live = false;
          world.leases[person] = without(world.leases[person], connection);
        }
        world.suspended[person] = world.now;
        return 'done';
      },
    },
  });
};

/**
 * What writes to a connection's lease after hello, by the clause that binds it: renewing it, where a lease that is gone
 * sends the client back to hello (DEL-6), and telling what it has open, which is then not kept (DEL-4).
 */
export const touching = (holds: Holds, device: string, by: 'DEL-6/renew' | 'DEL-4/lease'): Actor => {
  const name = touchOf(device, by);
  return program(name, {
    arrives: {
      'is answered': (world) => {
        const { person = '', live = false } = world.devices[device] ?? {};
        const isGone = live && !world.leases[person]?.includes(device);
        if (isGone && !holds(by)) writeLease(world, person, device);
        else if (isGone && by === 'DEL-6/renew') world.at[device] = 'away';
        return 'done';
      },
    },
  });
};

/** The actor's name, for where the story begins. */
export const touchOf = (device: string, by: 'DEL-6/renew' | 'DEL-4/lease'): string =>
  by === 'DEL-6/renew' ? `the renewal of ${device}` : `the word of ${device} on what it has open`;

/** 35 seconds pass, once all that a suspension leads to is done, and every request of before is answered. */
export const timeAfterSuspension: Actor = event('35 s pass', (world) => {
  const isRunning = Object.entries(world.at).some(([name, place]) => name.startsWith('the ') && place !== 'done');
  const isClosed = Object.values(world.suspended).some((at) => at !== null);
  if (isRunning || !isClosed) return false;
  world.now += 1;
  return true;
});
