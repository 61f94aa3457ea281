import { program, type Actor, type Step } from './actor';
import { headOf } from './log';
import { isToldOf } from './members';
import type { Holds } from './rules';
import { inOrder, type Answer, type Members, type World } from './world';

/** An invocation ends with what it answers. Whether anybody still waits for it is the client's affair. */
export const answer = (world: World, name: string, said: Answer): string => {
  world.answers = inOrder({ ...world.answers, [name]: said });
  delete world.calls[name];
  return 'done';
};

/** After the commit: leases are read, strongly, then their connections are pushed the entry, and then comes the reply. */
export const handOver = (holds: Holds, name: string): Record<string, Record<string, Step>> => ({
  leases: {
    'reads the leases': (world) => {
      const running = world.calls[name];
      if (!running?.entry) return null;
      const { seq } = running.entry;
      const members: Members = running.decidedFor ?? membersOf(world, name);
      const leases = holds('DEL-2') ? world.leases : world.leasesCopy;
      const asOf = running.decidedFor ? seq - 1 : seq;
      const isTold = (person: string) => !holds('DEL-1/joined') || isToldOf(members[person], asOf);
      const told = Object.keys(members).filter(isTold);
      running.to = told.flatMap((person) => leases[person] ?? []).sort();
      return 'pushes';
    },
  },
  pushes: {
    'posts its entry to them': (world) => {
      const running = world.calls[name];
      if (!running?.entry) return null;
      push(holds, world, running.to ?? [], running.entry.seq);
      return 'answers';
    },
  },
  answers: {
    answers: (world) => {
      const entry = world.calls[name]?.entry;
      return answer(world, name, { word: entry?.kind === 'void' ? 'void' : 'posted', seq: entry?.seq ?? 0 });
    },
  },
});

const membersOf = (world: World, name: string): Members => world.calls[name]?.tail?.members ?? {};

/** DEL-3: a connection that is gone (410) loses its own lease, and nobody else notices. */
const push = (holds: Holds, world: World, connections: readonly string[], seq: number): void => {
  for (const connection of connections) {
    const device = world.devices[connection];
    if (!device) continue;
    if (device.live) {
      world.pushes = [...world.pushes, `${connection}:${seq}`].sort();
      continue;
    }
    const { person } = device;
    world.leases[person] = holds('DEL-3/that') ? without(world.leases[person], connection) : [];
    if (!holds('DEL-3/others')) return;
  }
};

export const without = (leases: readonly string[] | undefined, connection: string): string[] =>
  (leases ?? []).filter((one) => one !== connection);

/** Writes a connection's lease; a weak reader sees it later. */
export const writeLease = (world: World, person: string, connection: string): void => {
  world.leases[person] = [...without(world.leases[person], connection), connection].sort();
};

/** The server's half of hello, on a connection of the device: lease, then status, then heads (SYNC-1, DEL-6). */
export const hello = (holds: Holds, device: string, process: string): Actor => {
  const name = helloOf(device);
  const order = [
    ...(holds('SYNC-1/lease') ? [] : ['heads']),
    ...(holds('DEL-6/status') ? ['lease', 'status'] : ['status', 'lease']),
    ...(holds('SYNC-1/lease') ? ['heads'] : []),
  ];
  const first = order[0] ?? '';
  const then = (world: World, place: string): string => {
    const next = order[order.indexOf(place) + 1];
    if (next) return next;
    return answer(world, name, { word: 'welcome', seq: world.standing[device] ?? 0 });
  };
  const person = (world: World): string => world.devices[device]?.person ?? '';
  return program(name, {
    arrives: {
      [`reaches process ${process}`]: (world) =>
        holds('DEL-6/requests') && isKnownSuspended(world, person(world))
          ? answer(world, name, { word: 'suspended', seq: 0 })
          : first,
    },
    lease: {
      'writes the lease': (world) => {
        writeLease(world, person(world), device);
        return then(world, 'lease');
      },
    },
    status: {
      "reads the person's status": (world) => {
        if (!(person(world) in world.suspended)) return then(world, 'status');
        world.leases[person(world)] = without(world.leases[person(world)], device);
        return answer(world, name, { word: 'suspended', seq: 0 });
      },
    },
    heads: {
      'reads where the log stands': (world) => {
        world.standing[device] = holds('DEL-7/hello') ? headOf(world) : (world.heads[process]?.head ?? headOf(world));
        return then(world, 'heads');
      },
    },
  });
};

/** Every request uses a status that is at most 30 s old: so 35 s after a suspension each process knows of it (DEL-6). */
const isKnownSuspended = ({ suspended, now }: World, person: string): boolean => {
  const closedAt = suspended[person] ?? null;
  return closedAt !== null && now > closedAt;
};

export const helloOf = (device: string): string => `the hello of ${device}`;
export const pingOf = (device: string): string => `the ping of ${device}`;

/** The server's half of ping: heads may come from a memory of this tick (DEL-7), and nothing is written. */
export const ping = (holds: Holds, device: string, process: string): Actor => {
  const name = pingOf(device);
  return program(name, {
    arrives: {
      [`is answered by process ${process}`]: (world) => {
        const known = world.heads[process];
        const counts = known && (known.at === world.now || !holds('DEL-7/ping'));
        const { head } = counts ? known : (world.heads[process] = { head: headOf(world), at: world.now });
        return answer(world, name, { word: 'stands', seq: head });
      },
    },
  });
};
