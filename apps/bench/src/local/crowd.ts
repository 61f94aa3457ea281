import { systemClock } from '@parley/client';
import { createDevice, type Device } from '../device/device';
import type { Recorder } from '../history/recorder';
import { stream, ulids } from '../random';
import type { Asking } from './ask';
import { type Channels, openChannels } from './channels';
import { switchedNetwork } from './network';
import { type People, peopleOf } from './people';
import { online, until } from './rest';

/** People who are signed in, what they talk in, and their devices, all online. */
export type Crowd = Pick<People, 'signOut' | 'signIn'> & {
  /** The first of the people: owns the workspace, and is in every conversation. */
  owner: Asking;
  /** Their ids; the first is the owner's. */
  people: readonly string[];
  channels: Channels;
  /** In the order in which they were made; every second person has two. */
  devices: readonly Device[];
  /** Takes the network from a device, for so long. */
  offline(device: Device, ms: number): void;
  close(): Promise<void>;
};

/** The owner of the workspace that `npm start` makes, as it says when it is ready. */
const ana = { username: 'ana@example.com', password: 'Parley-2-try!' };

/** Signs people up on the stack, opens conversations, and starts their devices. */
export const gather = async (
  url: string,
  { seed, clients }: { seed: number; clients: number },
  recorder: Recorder,
  tell: (line: string) => void,
): Promise<Crowd> => {
  const { join, enter, token, signOut, signIn } = await peopleOf(url);
  const people: string[] = [];
  people.push(await enter(ana));
  for (let i = 1; i < Math.max(2, Math.ceil((clients * 2) / 3)); i += 1) people.push(await join(`p${i + 1}`));
  const owner: Asking = { url, token: () => token(people[0] ?? '') };
  const channels = await openChannels(owner, people, ulids(stream(seed, 'channels'), Date.now));
  tell(`${people.length} people in ${channels.ids.length} conversations at ${url}`);

  const network = switchedNetwork();
  const place = {
    ...{ socketUrl: `${url.replace(/^http/, 'ws')}/ws`, apiUrl: url, clock: systemClock, recorder },
    ...{ webSocketOf: network.webSocketOf, fetchOf: network.fetchOf },
    tokenOf: (person: string) => (options?: { fresh?: boolean }) => token(person, options),
  };
  const devices = Array.from({ length: clients }, (_, i): Device => {
    const nth = i % people.length;
    const name = `p${nth + 1}${'abc'[Math.floor(i / people.length)] ?? 'd'}`;
    const random = stream(seed, `device ${name}`);
    return createDevice(name, people[nth] ?? '', place, { random, ids: ulids(random, Date.now) });
  });
  const close = async () => {
    for (const device of devices) await device.close();
  };
  for (const device of devices) device.start();
  const areOnline = await until(
    () => online(devices),
    () => 'devices come online',
    tell,
  );
  if (!areOnline) {
    await close();
    throw new Error('Not every device came online within three minutes. Is this machine busy? Try fewer --clients.');
  }
  for (const [i, device] of devices.entries())
    for (const [j, id] of (device.screen()?.conversations() ?? []).entries())
      if ((i + j) % 2 === 0) void device.open(id);
  return {
    ...{ owner, people, channels, devices, signOut, signIn, close },
    offline: (device, ms) => {
      network.goOffline(device.name);
      setTimeout(() => network.goOnline(device.name), ms);
    },
  };
};
