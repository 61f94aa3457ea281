import { decodeRequest, refusal } from '@parley/protocol';
import type { OutboxStore } from '../outbox-store';
import { memoryOutboxStore } from '../outbox-store.memory';
import { memoryTabs } from '../tabs.memory';
import { aClient, general, type World } from './a-client';
import { fakeClock } from './fake-clock';
import { faultyStore } from './faulty-store';
import { lateTabs } from './late-tabs';
import { type ModelServer, modelServer } from './model-server';
import { socketPair } from './socket-pair';

/** Something that Ana wrote, and what is to be found of it at the end. */
export type Saying = {
  text: string;
  by: Tab;
  /** What it edits; absent: it is a message. */
  target?: number;
  /** It was given up, replaced, refused by the store, or is excused: it need not stand. It never stands twice. */
  isFree: boolean;
  /** It was given up, and Ana was told so: it must not stand. */
  isGivenUp: boolean;
  /** Tabs that were told of it. */
  known: Set<Tab>;
};

export type Tab = World &
  Pick<ReturnType<typeof faultyStore>, 'failing' | 'hanging' | 'recover' | 'stick'> &
  Pick<ReturnType<typeof lateTabs>, 'isDeaf' | 'deaf' | 'hears'> & {
    /** It is gone from one moment to the next. */
    crash(): Promise<void>;
    /** No server takes its build, as it learns at its next hello. */
    isOld: boolean;
  };

/** The server as it is for one build, which it may serve no more. */
const servedBy = (server: ModelServer, isOld: () => boolean): ModelServer => ({
  ...server,
  connect: (protocols, send) => {
    const socket = server.connect(protocols, send);
    return (
      socket && {
        ...socket,
        receive: (text) => {
          const asked = decodeRequest(text);
          if (!isOld() || !asked.ok || asked.value.type !== 'connections.hello') return socket.receive(text);
          send({ type: 'refusal', id: asked.id, ...refusal('update_needed') });
        },
      }
    );
  },
});

const textOf = (command: object) => ('text' in command && typeof command.text === 'string' ? command.text : '');

/** Ana's browser, and what she wrote in each tab, in her order. */
export const tornBrowser = (random: () => number) => {
  const clock = fakeClock();
  const server = modelServer(clock);
  server.converse(general, 5);
  server.say(general, 'mine', 'ana');
  const kept: OutboxStore = memoryOutboxStore();
  const newTabs = memoryTabs();
  const open: Tab[] = [];
  const sayings: Saying[] = [];
  /** What was asked of a tab, which answers for as long as it lives. */
  const asked: { of: Tab; isAnswered: boolean; isExcused: boolean }[] = [];
  const holder: { tab?: Tab } = {};
  /** From then on nothing fails, so that what was given up is known to the server or was never sent. */
  const rests = { isBegun: false };

  const shows = ({ client, screen }: Tab, text: string): boolean =>
    client.unsent().some((one) => one.text === text) ||
    screen.changes(general).some(({ change }) => textOf(change) === text);

  /** UX-PWA-6 excuses what was in the memory of tabs alone that are all gone, and nothing else. */
  const excuse = async () => {
    const stored = new Set((await kept.load()).map(({ command }) => textOf(command)));
    const sent = new Set(server.log(general).map(({ body }) => textOf(body as object)));
    for (const one of sayings) {
      if (open.some((tab) => one.known.has(tab) || shows(tab, one.text))) continue;
      if (!stored.has(one.text) && !rests.isBegun) one.isGivenUp = false;
      if (!stored.has(one.text) && !sent.has(one.text)) one.isFree = true;
    }
  };

  const opens = ({ fails, looksElsewhere }: { fails?: keyof OutboxStore; looksElsewhere?: boolean } = {}): Tab => {
    const inner = newTabs();
    const late = lateTabs(inner, () => (holder.tab = tab));
    const pair = socketPair(servedBy(server, () => tab.isOld));
    const { die, store, ...faults } = faultyStore(kept, random);
    if (fails) faults.failing.add(fails);
    const crash = async () => {
      for (const one of asked) if (one.of === tab) one.isExcused = true;
      die();
      inner.die();
      pair.network.isUp = false;
      // What had left may still arrive.
      for (const { what, deliver } of pair.packets.splice(0)) if (what.startsWith('→') && random() < 0.5) deliver();
      pair.packets.length = 0;
      await pair.cut();
      open.splice(open.indexOf(tab), 1);
      await excuse();
    };
    const world = aClient({ clock, server, store, pair, tabs: late.tabs, random });
    const tab: Tab = { ...world, ...faults, ...late, crash, isOld: false };
    open.push(tab);
    world.client.start();
    if (!looksElsewhere) world.client.open(general).catch(() => undefined);
    return tab;
  };
  return {
    ...{ clock, server, kept, open, opens, sayings, asked, rests },
    /** The tab that sends, or will as soon as it has read what is left. */
    sender: (): Tab | undefined => open.find((tab) => tab === holder.tab),
  };
};
export type TornBrowser = ReturnType<typeof tornBrowser>;
