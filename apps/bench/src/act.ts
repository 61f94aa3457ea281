import { type Entry, isKnown } from '@parley/protocol';
import type { Device } from './device/device';
import type { Action, Doing } from './plan';

/** Where an action happens: who there is, and how to take a network away. */
export type Stage = {
  devices: readonly Device[];
  people: readonly string[];
  /** Conversations in which people come and go, and those whose people are fixed. */
  conversations: readonly string[];
  /** Takes the network from a device, for so long. */
  offline(device: Device, ms: number): void;
  /** Runs later, by the run's own clock. */
  after(ms: number, run: () => void): void;
  /** How long a device stays away when it is offline or has crashed, ms. */
  away: { low: number; high: number };
};

const emoji = ['👍', '🎉', '👀'];
const chosen = <T>(list: readonly T[], x: number): T | undefined => list[Math.floor(x * list.length)];
type Posted = Extract<Entry, { kind: 'message.posted' }>;

const messagesOf = (device: Device, conversationId: string): Posted[] =>
  (device.screen()?.entries(conversationId) ?? []).filter(
    (entry): entry is Posted => isKnown(entry) && entry.kind === 'message.posted',
  );

/** What a new edit of it must name: the last one that this device knows of. */
const lastEdit = (device: Device, conversationId: string, { seq, body }: Posted): number => {
  const edits = (device.screen()?.entries(conversationId) ?? []).filter(
    (entry) => isKnown(entry) && entry.kind === 'message.edited' && entry.body.target === seq,
  );
  return Math.max(seq, (body as { edited?: { seq: number } }).edited?.seq ?? 0, ...edits.map((edit) => edit.seq));
};

/** What a message says: who wrote it on which device as their how-manieth; some call somebody, some are long. */
const textOf = (stage: Stage, device: Device, nth: number, which: number): string => {
  const called = which < 0.1 ? ` <@${chosen(stage.people, which * 10)}>` : '';
  const long = which > 0.99 ? ` ${'long '.repeat(1_600)}` : '';
  return `${device.name} ${nth}${called}${long}`;
};

/** Lets a device do what the plan says, if it can by now. Nothing that it begins is waited for. */
export const createActing = (stage: Stage) => {
  const counts = new Map<Device, number>();
  const quietly = (work: Promise<unknown>) => void work.catch(() => undefined);

  type Given = { device: Device; conversationId: string; action: Action };
  const change = ({ device, conversationId }: Given) => ({
    conversationId,
    key: device.nextKey(),
    after: device.holds(conversationId) ?? 0,
  });
  const toMessage = (given: Given, how: (message: Posted) => Promise<unknown>, mine: boolean) => {
    const { device, conversationId, action } = given;
    const messages = messagesOf(device, conversationId).filter(({ author }) => !mine || author === device.person);
    // Recent ones are changed more often than old ones.
    const message = chosen(messages.slice(-20), action.which);
    if (message) quietly(how(message));
  };

  const deeds: Record<Doing, (given: Given) => void> = {
    say: ({ device, conversationId, action }) => {
      const nth = (counts.get(device) ?? 0) + 1;
      counts.set(device, nth);
      quietly(device.write(conversationId, textOf(stage, device, nth, action.which)));
    },
    read: ({ device, conversationId }) => device.read(conversationId),
    open: ({ device, conversationId }) => quietly(device.open(conversationId)),
    older: ({ device, conversationId }) => {
      const client = device.client();
      if (client && messagesOf(device, conversationId).length > 0) quietly(client.older(conversationId));
    },
    edit: (given) =>
      toMessage(
        given,
        (message) => {
          const { device, conversationId, action } = given;
          const basedOn = lastEdit(device, conversationId, message);
          const text = `${message.body.text.slice(0, 40)} edited ${Math.floor(action.where * 1_000)}`;
          return device.change('messages.edit', { ...change(given), target: message.seq, basedOn, text });
        },
        true,
      ),
    delete: (given) =>
      toMessage(given, ({ seq }) => given.device.change('messages.delete', { ...change(given), target: seq }), true),
    react: (given) => {
      const symbol = chosen(emoji, given.action.where) ?? '👍';
      const body = ({ seq }: Posted) => ({ ...change(given), target: seq, emoji: symbol });
      toMessage(given, (message) => given.device.change('messages.react', body(message)), false);
    },
    unreact: (given) => {
      const symbol = chosen(emoji, given.action.where) ?? '👍';
      const body = ({ seq }: Posted) => ({ ...change(given), target: seq, emoji: symbol });
      toMessage(given, (message) => given.device.change('messages.unreact', body(message)), false);
    },
    unread: (given) => {
      const { device, conversationId } = given;
      const row = device.screen()?.row(conversationId);
      const body = (seq: number) => ({ conversationId, seq, rev: row?.rev ?? 1 });
      if (row) toMessage(given, ({ seq }) => device.change('delivery.unread', body(seq)), false);
    },
    add: (given) => {
      const personId = chosen(stage.people, given.action.which);
      if (personId) quietly(given.device.change('memberships.add', { ...change(given), people: [personId] }));
    },
    leave: (given) => {
      // Somebody stays: an empty channel has nobody who could let others in again.
      if (given.device.person !== stage.people[0]) quietly(given.device.change('memberships.leave', change(given)));
    },
    remove: (given) => {
      const owner = stage.devices.find(({ person }) => person === stage.people[0]);
      const personId = chosen(stage.people.slice(1), given.action.which);
      if (!owner || !personId) return;
      quietly(owner.change('memberships.remove', { ...change({ ...given, device: owner }), personId }));
    },
    rename: (given) => {
      const name = `named ${Math.floor(given.action.which * 10_000)}`;
      quietly(given.device.change('conversations.rename', { ...change(given), name }));
    },
    settle: ({ device, action }) => quietly(device.settle(action.which < 0.7 ? 'again' : 'give up')),
    offline: ({ device, action }) => stage.offline(device, away(action)),
    crash: ({ device, action }) => {
      device.crash();
      stage.after(away(action), () => device.start());
    },
    probe: ({ device }) => device.client()?.probe(),
  };
  const away = ({ which }: Action) => stage.away.low + which * (stage.away.high - stage.away.low);

  return (action: Action): void => {
    const device = stage.devices[action.device];
    const conversations = device?.screen()?.conversations() ?? [];
    const conversationId = chosen([...conversations].sort(), action.where);
    if (device && conversationId !== undefined) deeds[action.doing]({ device, conversationId, action });
  };
};
