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

/** Renewing a connection: only a lease that is still there is prolonged, else the client is sent back to hello (DEL-6). */
export const renewing = (holds: Holds, device: string): Actor => {
  const name = `the renewal of ${device}`;
  return program(name, {
    arrives: {
      'is answered': (world) => {
        const { person = '', live = false } = world.devices[device] ?? {};
        if (!live) return 'done';
        const hasLease = world.leases[person]?.includes(device);
        if (!hasLease && !holds('DEL-6/renew')) writeLease(world, person, device);
        if (!hasLease && holds('DEL-6/renew')) world.at[device] = 'away';
        return 'done';
      },
    },
  });
};

/** 35 seconds pass, once all that a suspension leads to is done, and every request of before is answered. */
export const timeAfterSuspension: Actor = event('35 s pass', (world) => {
  const isRunning = Object.entries(world.at).some(([name, place]) => name.startsWith('the ') && place !== 'done');
  const isClosed = Object.values(world.suspended).some((at) => at !== null);
  if (isRunning || !isClosed) return false;
  world.now += 1;
  return true;
});
