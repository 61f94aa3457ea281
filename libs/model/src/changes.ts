import { program, type Actor } from './actor';
import type { Holds } from './rules';
import type { Entry, Message, World } from './world';

/**
 * What a device does with a change that it is told of: to the message where it is loaded, else for later (SYNC-8).
 * A reaction leaves the text as it is, and texts are all that is compared here.
 */
export const heed = (holds: Holds, world: World, device: string, { kind, of, key, seq }: Entry): void => {
  if (kind !== 'edited' && kind !== 'deleted') return;
  const text = kind === 'deleted' ? '' : key;
  const message = world.loaded[device]?.[of];
  if (message && seq > message.rev) Object.assign(message, { text, rev: seq });
  if (holds('SYNC-8')) world.changes[device] = [...(world.changes[device] ?? []), { of, text, seq }];
};

/** A device scrolls up: asks for a page that holds the message, which is read at one moment and arrives at a later one. */
export const scrolling = (holds: Holds, device: string, of: string): Actor => {
  const name = `the page for ${device}`;
  return program(name, {
    asked: {
      'is read by the server': (world) => {
        const stored = world.messages[of];
        if (stored) world.pages[device] = { [of]: { ...stored } };
        return 'under way';
      },
    },
    'under way': {
      arrives: (world) => {
        const page = world.pages[device] ?? {};
        delete world.pages[device];
        world.loaded[device] = Object.fromEntries(
          Object.entries(page).map(([seq, message]) => [seq, replayed(holds, world, device, seq, message)]),
        );
        return 'done';
      },
    },
  });
};

/** SYNC-8: changes that are younger than the message's `rev` are made to it again. */
const replayed = (holds: Holds, world: World, device: string, of: string, message: Message): Message =>
  holds('SYNC-8')
    ? (world.changes[device] ?? []).reduce(
        (now, change) => (change.of === of && change.seq > now.rev ? { text: change.text, rev: change.seq } : now),
        message,
      )
    : message;
