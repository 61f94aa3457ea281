import type { Client } from '@parley/client';
import { type Entry, everyoneToken, isKnown } from '@parley/protocol';
import type { Device } from './device/device';
import type { Action, Doing } from './plan';

/** Where an action happens: who there is, and how to take a network away. */
export type Stage = {
  devices: readonly Device[];
  /** Who may come into a conversation and be put out of it; the first is in all of them, and stays. */
  people(conversationId: string): readonly string[];
  /** Takes the network from a device, for so long. */
  offline(device: Device, ms: number): void;
  /** Runs later, by the run's own clock. */
  after(ms: number, run: () => void): void;
  /** Puts somebody out of the workspace for a while. */
  suspend(person: string): void;
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

/** What a message says: who wrote it on which device as their how-manieth; some call somebody, or everyone, some are long. */
const textOf = (people: readonly string[], device: Device, nth: number, which: number): string => {
  const called = which < 0.1 ? ` <@${chosen(people, which * 10)}>` : which < 0.14 ? ` ${everyoneToken}` : '';
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
  const emojiOf = ({ action }: Given): string => chosen(emoji, action.where) ?? '👍';
  const toMessage = (given: Given, how: (message: Posted, client: Client) => Promise<unknown>, mine: boolean) => {
    const { device, conversationId, action } = given;
    const messages = messagesOf(device, conversationId).filter(({ author }) => !mine || author === device.person);
    // Recent ones are changed more often than old ones.
    const message = chosen(messages.slice(-20), action.which);
    const client = device.client();
    if (message && client) quietly(how(message, client));
  };

  const deeds: Record<Doing, (given: Given) => void> = {
    say: ({ device, conversationId, action }) => {
      const nth = (counts.get(device) ?? 0) + 1;
      counts.set(device, nth);
      quietly(device.write(conversationId, textOf(stage.people(conversationId), device, nth, action.which)));
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
        ({ seq, body }, client) => {
          // Some begin to call everyone by it, and some that did stop.
          const { where } = given.action;
          const kept = where < 0.3 ? body.text.replace(everyoneToken, '') : body.text;
          const text = `${kept.slice(0, 40)}${where > 0.9 ? ` ${everyoneToken}` : ''} edited ${Math.floor(where * 1_000)}`;
          return client.edit(given.conversationId, seq, text);
        },
        true,
      ),
    delete: (given) => toMessage(given, ({ seq }, client) => client.delete(given.conversationId, seq), true),
    react: (given) =>
      toMessage(given, ({ seq }, client) => client.react(given.conversationId, seq, emojiOf(given)), false),
    unreact: (given) =>
      toMessage(given, ({ seq }, client) => client.unreact(given.conversationId, seq, emojiOf(given)), false),
    unread: (given) => toMessage(given, ({ seq }, client) => client.markUnread(given.conversationId, seq), false),
    add: (given) => {
      const personId = chosen(stage.people(given.conversationId), given.action.which);
      if (personId) quietly(given.device.change('memberships.add', { ...change(given), people: [personId] }));
    },
    leave: (given) => {
      // Somebody stays: an empty channel has nobody who could let others in again.
      const [owner] = stage.people(given.conversationId);
      if (given.device.person !== owner) quietly(given.device.change('memberships.leave', change(given)));
    },
    remove: (given) => {
      const [owner, ...others] = stage.people(given.conversationId);
      const client = stage.devices.find(({ person }) => person === owner)?.client();
      const personId = chosen(others, given.action.which);
      if (client && personId) quietly(client.removeMember(given.conversationId, personId));
    },
    ban: (given) => {
      const { device, conversationId, action } = given;
      const [owner, ...others] = stage.people(conversationId);
      const moderator = stage.devices.find((one) => one.person === owner && one.isRunning());
      const personId = chosen(others, action.which);
      if (!moderator || !personId) return;
      const lasts = away(action);
      quietly(moderator.change('memberships.ban', { ...change({ ...given, device: moderator }), personId }));
      // Somebody tries to bring them back before their time.
      const bringBack = () => quietly(device.change('memberships.add', { ...change(given), people: [personId] }));
      const lift = () =>
        quietly(moderator.change('memberships.unban', { ...change({ ...given, device: moderator }), personId }));
      stage.after(lasts / 2, bringBack);
      stage.after(lasts, lift);
    },
    rename: ({ device, conversationId, action }) => {
      const client = device.client();
      if (client) quietly(client.rename(conversationId, `named ${Math.floor(action.which * 10_000)}`));
    },
    settle: ({ device, action }) => quietly(device.settle(action.which < 0.7 ? 'again' : 'give up')),
    discard: ({ device, action }) => quietly(device.discard(action.which)),
    typing: ({ device, conversationId }) => {
      device.client()?.focus(conversationId);
      device.client()?.typing(conversationId);
    },
    release: ({ device, conversationId }) => device.release(conversationId),
    offline: ({ device, action }) => stage.offline(device, away(action)),
    crash: ({ device, action }) => {
      device.crash();
      stage.after(away(action), () => device.start());
    },
    suspend: ({ device }) => stage.suspend(device.person),
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
