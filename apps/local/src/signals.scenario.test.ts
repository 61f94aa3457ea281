import { type Client, type ClientEvent, createClient, memoryOutboxStore, systemClock } from '@parley/client';
import type { Receipt } from '@parley/protocol';
import { ulid } from 'ulid';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { newChannel } from './testing/a-channel';
import { joinAs, type SignedIn } from './testing/a-person';
import { useStack } from './testing/a-stack';

const stack = useStack();
let cy: SignedIn;
let di: SignedIn;
let eve: SignedIn;
let stranger: SignedIn;

beforeAll(async () => {
  const { url } = stack();
  cy = await joinAs(url, 'Cy');
  di = await joinAs(url, 'Di');
  eve = await joinAs(url, 'Eve');
  stranger = await joinAs(url, 'Stranger');
}, 60_000);

/** What crosses a machine that does other work too takes seconds at times. */
const patience = { timeout: 20_000, interval: 50 };

type Tab = Client & {
  /** Who was shown as writing in a conversation, each time that this changed. */
  typed(conversationId: string): string[][];
  /** How far it has come to somebody, as this tab shows it. */
  receiptOf(conversationId: string, person: SignedIn): Receipt | undefined;
  /** Resolves when all that was pushed here before is heard. */
  heardAll(): Promise<unknown>;
};

/** A real client of a person, on a connection of its own, with `conversationId` on its screen. */
const tabOf = async (person: SignedIn, conversationId: string): Promise<Tab> => {
  const { url } = stack();
  const events: ClientEvent[] = [];
  const client = createClient({
    socketUrl: `${url.replace(/^http/, 'ws')}/ws`,
    webSocket: WebSocket,
    apiUrl: url,
    fetch,
    token: async () => person.accessToken,
    store: memoryOutboxStore(),
    listener: (event) => void events.push(event),
    clock: systemClock,
    ids: () => ulid(),
    random: Math.random,
    build: 'test',
  });
  onTestFinished(() => client.stop());
  client.start();
  await expect
    .poll(() => events.findLast(({ type }) => type === 'status'), patience)
    .toMatchObject({
      status: { state: 'online' },
    });
  client.focus(conversationId);
  return {
    ...client,
    typed: (id) =>
      events.flatMap((event) => (event.type === 'typing' && event.conversationId === id ? [event.people] : [])),
    receiptOf: (id, { id: personId }) =>
      events
        .flatMap((event) => (event.type === 'receipts' && event.conversationId === id ? [event.receipts] : []))
        .at(-1)
        ?.find((receipt) => receipt.personId === personId),
    // Whoever has an answer over the socket has heard what was posted before it.
    heardAll: () => client.ask('connections.ping', { positions: [] }),
  };
};

/** A channel of Cy, Di and Eve. */
const aChannel = () => newChannel(stack().url, cy, [di, eve]);
const says = async (tab: Tab, conversationId: string, text: string): Promise<number> => {
  const { entry } = await tab.ask('messages.send', { conversationId, key: ulid(), after: 1, text });
  return entry.seq;
};

describe('signals, from one real client to others', () => {
  it('[DEL-4] shows who is writing to those who have the conversation open, and to nobody else', async () => {
    const [here, elsewhere] = [await aChannel(), await aChannel()];
    const [writer, reader, away, outsider] = [
      await tabOf(cy, here),
      await tabOf(di, here),
      await tabOf(eve, elsewhere),
      await tabOf(stranger, here), // who says that it is open, and is not in it
    ];
    writer.typing(here);
    // What has been opened is told beside all else, so the first word may be too early.
    await expect
      .poll(async () => {
        await writer.ask('delivery.typing', { conversationId: here });
        return reader.typed(here);
      }, patience)
      .toEqual([[cy.id]]);
    // By now what the others have open is known as well, were it this one.
    await expect
      .poll(async () => {
        await reader.ask('delivery.typing', { conversationId: elsewhere });
        return away.typed(elsewhere);
      }, patience)
      .toEqual([[di.id]]);
    await writer.ask('delivery.typing', { conversationId: here });
    await Promise.all([writer, away, outsider].map((tab) => tab.heardAll()));
    expect([writer.typed(here), away.typed(here), outsider.typed(here)]).toEqual([[], [], []]);
    expect([writer.typed(elsewhere), reader.typed(elsewhere), outsider.typed(elsewhere)]).toEqual([[], [], []]);
  });

  it('[SYNC-5] shows a message as it comes to a device and is read there, and never as less', async () => {
    const channel = await aChannel();
    const [author, reader] = [await tabOf(cy, channel), await tabOf(di, channel)];
    await Promise.all([author.open(channel), reader.open(channel)]);
    await Promise.all([author.receipts(channel), reader.receipts(channel)]);
    const seq = await says(author, channel, 'has it come?');
    await reader.ask('delivery.received', { positions: [{ conversationId: channel, seq }] });
    await expect
      .poll(() => author.receiptOf(channel, di), patience)
      .toEqual({ personId: di.id, received: seq, read: 0 });
    reader.markRead(channel, seq);
    const isRead = { personId: di.id, received: seq, read: seq };
    await expect.poll(() => author.receiptOf(channel, di), patience).toEqual(isRead);
    await reader.markUnread(channel, seq);
    await author.heardAll();
    expect(author.receiptOf(channel, di)).toEqual(isRead);
    expect(await author.receipts(channel)).toEqual([isRead]);
  });

  it('[SYNC-5] hides what is read by who does not tell it, and from them, and tells none of it later', async () => {
    const channel = await aChannel();
    const [author, hidden] = [await tabOf(cy, channel), await tabOf(eve, channel)];
    await Promise.all([author.open(channel), hidden.open(channel)]);
    await Promise.all([author.receipts(channel), hidden.receipts(channel)]);
    await hidden.changeSettings({ readReceipts: false });
    onTestFinished(async () => void (await hidden.changeSettings({ readReceipts: true })));
    const seq = await says(author, channel, 'have you read it?');
    await hidden.ask('delivery.read', { conversationId: channel, seq });
    await author.ask('delivery.read', { conversationId: channel, seq });
    // That it came is told, and that it was read is not: by the signal, nor by the list.
    await expect.poll(() => author.receiptOf(channel, eve), patience).toEqual({ personId: eve.id, received: seq });
    expect(await author.receipts(channel)).toEqual([{ personId: eve.id, received: seq }]);
    expect(await hidden.receipts(channel)).toEqual([{ personId: cy.id, received: seq }]);
    await hidden.changeSettings({ readReceipts: true });
    expect(await author.receipts(channel)).toEqual([{ personId: eve.id, received: seq, read: 0 }]);
    expect(await hidden.receipts(channel)).toEqual([{ personId: cy.id, received: seq, read: seq }]);
  });

  it('[DEL-4] shows somebody as online until the last of their tabs is closed', async () => {
    const channel = await aChannel();
    const watcher = await tabOf(cy, channel);
    const names = new Map([cy, di, eve].map(({ id }, nth) => [id, ['cy', 'di', 'eve'][nth]]));
    const online = async () => [...(await watcher.presence([...names.keys()]))].map((id) => names.get(id)).toSorted();
    await expect.poll(online, patience).toEqual(['cy']); // those of the tests before are gone
    const [one, other, hers] = [await tabOf(di, channel), await tabOf(di, channel), await tabOf(eve, channel)];
    expect(await online()).toEqual(['cy', 'di', 'eve']);
    await one.stop();
    await hers.stop();
    // Once it is known that Eve has closed her only tab, it is known of Di's first, which was closed before.
    await expect.poll(online, patience).toEqual(['cy', 'di']);
    await other.stop();
    await expect.poll(online, patience).toEqual(['cy']);
  });
});
