import { limits } from '@parley/protocol';
import type { Reading } from './meter';
import { average } from './requests';
import type { Metered } from './workspace';

/** What a request consumed in a conversation of so many people, all of them connected, one of them looking at it. */
export type FanOut = Reading & { request: string; people: number };

/** Two sizes on either side of where receipts are no longer kept: what lies between is a line. */
export const sizes = [5, limits.receiptPeople, 40, 80] as const;

const times = 10;
const text = 'An ordinary message, of about the length that people write in one go, and a bit more than that.';

/** What grows with the conversation, measured at each of `sizes`, served by a warm process. */
export const fanOutCosts = async (workspace: Metered): Promise<FanOut[]> => {
  const rows: FanOut[] = [];
  for (const people of sizes) rows.push(...(await costsAt(workspace, people)));
  return rows;
};

/** A channel of these people, opened by the first, and the seq of its newest entry. */
const channelOf = async ({ asks, key }: Metered, ids: readonly string[]) => {
  const [author = ''] = ids;
  const most = limits.peoplePerEntry;
  const { conversation } = await asks(author, 'conversations.open', {
    ...{ kind: 'channel', key: key(), name: `of ${ids.length}`, people: ids.slice(1, most) },
  });
  const conversationId = conversation.id;
  let { head } = await asks(author, 'messages.history', { conversationId, limit: 1 });
  for (let from: number = most; from < ids.length; from += most) {
    const body = { conversationId, key: key(), after: head, people: ids.slice(from, from + most) };
    head = (await asks(author, 'memberships.add', body)).entry.seq;
  }
  return { conversationId, head };
};

const costsAt = async (workspace: Metered, size: number): Promise<FanOut[]> => {
  const { asks, consumed, join, key, pass } = workspace;
  const ids = Array.from({ length: size }, (_, nth) => `of-${size}-${nth}`);
  const [author = '', reader = '', watcher = ''] = ids;
  for (const id of ids) await join(id);
  const { conversationId, head } = await channelOf(workspace, ids);
  for (const id of ids) await asks(id, 'connections.hello', { positions: [], build: 'capacity' }, { connection: id });
  await asks(watcher, 'connections.focus', { conversationId }, { connection: watcher });

  let at = head;
  const send = async () => {
    const body = { conversationId, key: key(), after: at, text };
    at = (await asks(author, 'messages.send', body, { connection: author })).entry.seq;
  };
  const measured = async (request: string, once: (nth: number) => Promise<unknown>): Promise<FanOut> => {
    const readings: Reading[] = [];
    for (let nth = 0; nth < times; nth += 1) {
      consumed.read();
      await once(nth);
      readings.push(consumed.read());
      pass(1_000);
    }
    const { request: name, times: _times, ...each } = average(request, readings);
    return { request: name, people: size, ...each };
  };

  await send(); // the process has seen the log and its members
  const first = at;
  const sent = await measured('messages.send', send);
  const typing = () => asks(reader, 'delivery.typing', { conversationId }, { connection: reader });
  const received = (nth: number) =>
    asks(reader, 'delivery.received', { positions: [{ conversationId, seq: first + nth }] }, { connection: reader });
  const read = (nth: number) =>
    asks(reader, 'delivery.read', { conversationId, seq: first + nth }, { connection: reader });
  return [
    sent,
    await measured('delivery.typing', typing),
    await measured('delivery.received', received),
    await measured('delivery.read', read),
  ];
};
