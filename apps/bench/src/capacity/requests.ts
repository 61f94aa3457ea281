import { everyoneToken } from '@parley/protocol';
import { type Reading, nothing } from './meter';
import type { Metered } from './workspace';

/** A request, what it was, and what one of it consumed, on the average of `times`. */
export type Row = Reading & { request: string; times: number };

/** An ordinary message: 300 bytes with what is around it. */
const text = 'An ordinary message, of about the length that people write in one go, and a bit more than that.';
const people = ['ana', 'bo', 'cy', 'di', 'ed'];
/** As many as a sidebar shows of direct conversations; who was never there costs as much as who is. */
const tenPeople = Array.from({ length: 10 }, (_, nth) => people[nth] ?? `nobody-${nth}`);

/** Of many readings, what each of them was. */
export const average = (request: string, readings: readonly Reading[]): Row => {
  const sum = nothing();
  for (const name of Object.keys(sum) as (keyof Reading)[])
    sum[name] = readings.reduce((all, reading) => all + reading[name], 0) / readings.length;
  return { request, times: readings.length, ...sum };
};

/** What each request type consumes in a channel of five people who are all connected, served by a warm process. */
export const requestCosts = async (workspace: Metered): Promise<Row[]> => {
  const { asks, consumed, key, pass } = workspace;
  const rows: Row[] = [];
  const measured = async (request: string, times: number, once: (nth: number) => Promise<unknown>): Promise<void> => {
    const readings: Reading[] = [];
    for (let nth = 0; nth < times; nth += 1) {
      consumed.read();
      await once(nth);
      readings.push(consumed.read());
      pass(1_000);
    }
    rows.push(average(request, readings));
  };

  for (const id of people) await workspace.join(id);
  await measured('conversations.open, 5 people', 1, () =>
    asks('ana', 'conversations.open', { kind: 'channel', key: key(), name: 'general', people: people.slice(1) }),
  );
  const { conversations } = await asks('ana', 'conversations.list', {});
  const conversationId = conversations[0]?.conversation.id ?? '';
  const head = async () => (await asks('ana', 'messages.history', { conversationId, limit: 1 })).head;
  const place = async () => ({ conversationId, key: key(), after: await head() });
  for (const id of people)
    await asks(id, 'connections.hello', { positions: [], build: 'capacity' }, { connection: id });
  await asks('ana', 'messages.send', { ...(await place()), text });

  let at = await head();
  const send =
    (more: { text?: string } = {}) =>
    async () => {
      const { entry } = await asks('ana', 'messages.send', { conversationId, key: key(), after: at, text, ...more });
      at = entry.seq;
    };
  await measured('messages.send', 50, send());
  await measured('messages.send, mentions one', 20, send({ text: `${text} <@bo>` }));
  await measured('messages.send, calls everyone', 10, send({ text: `${text} ${everyoneToken}` }));
  await measured('messages.send, 4 KB', 10, send({ text: text.repeat(42) }));
  const first = 3;
  const change = () => ({ conversationId, key: key(), after: at, target: first });
  let edited = first;
  await measured('messages.edit', 10, async () => {
    const { entry } = await asks('ana', 'messages.edit', { ...change(), basedOn: edited, text: `${text} Edited.` });
    edited = at = entry.seq;
  });
  const taken = async <E extends { entry: { seq: number } }>(reply: Promise<E>) => void (at = (await reply).entry.seq);
  await measured('messages.react', people.length, (nth) =>
    taken(asks(people[nth] ?? '', 'messages.react', { ...change(), emoji: '👍' })),
  );
  await measured('messages.unreact', people.length, (nth) =>
    taken(asks(people[nth] ?? '', 'messages.unreact', { ...change(), emoji: '👍' })),
  );
  await measured('messages.delete, never edited', 1, () =>
    taken(asks('ana', 'messages.delete', { ...change(), target: first + 1 })),
  );
  await measured('messages.delete, edited 10 times', 1, () => taken(asks('ana', 'messages.delete', change())));
  await measured('messages.discard', 10, () =>
    taken(asks('ana', 'messages.discard', { conversationId, key: key(), after: at, deleteKey: key() })),
  );
  await measured('conversations.rename', 5, (nth) =>
    taken(asks('ana', 'conversations.rename', { conversationId, key: key(), after: at, name: `general ${nth}` })),
  );
  await measured('messages.history, 50', 10, () => asks('bo', 'messages.history', { conversationId }));
  await measured('messages.changes, 10', 10, () => asks('bo', 'messages.changes', { conversationId, after: at - 10 }));
  await measured('delivery.read', 10, (nth) => asks('bo', 'delivery.read', { conversationId, seq: at - 20 + nth }));
  await measured('delivery.unread', 1, async () => {
    const { row } = await asks('cy', 'delivery.read', { conversationId, seq: at });
    consumed.read();
    await asks('cy', 'delivery.unread', { conversationId, seq: at - 5, rev: row.rev });
  });
  await measured('connections.hello, 1 position', 10, () =>
    asks(
      'bo',
      'connections.hello',
      { positions: [{ conversationId, seq: at }], build: 'capacity' },
      { connection: 'bo' },
    ),
  );
  await measured('connections.ping, 1 position', 10, () =>
    asks('bo', 'connections.ping', { positions: [{ conversationId, seq: at }] }, { connection: 'bo' }),
  );
  await measured('connections.focus', 10, () =>
    asks('bo', 'connections.focus', { conversationId }, { connection: 'bo' }),
  );
  await measured('connections.renew', 5, () => asks('bo', 'connections.renew', { token: 'bo' }, { connection: 'bo' }));
  await measured('people.presence, 10 people', 10, () => asks('bo', 'people.presence', { ids: tenPeople }));
  await measured('conversations.list, 1', 5, () => asks('bo', 'conversations.list', {}));
  await measured('memberships.leave', 1, () =>
    asks('ed', 'memberships.leave', { conversationId, key: key(), after: at }),
  );
  at += 1;
  await measured('memberships.add, 1 person', 1, () =>
    taken(asks('ana', 'memberships.add', { conversationId, key: key(), after: at, people: ['ed'] })),
  );
  await measured('memberships.remove', 1, () =>
    taken(asks('ana', 'memberships.remove', { conversationId, key: key(), after: at, personId: 'ed' })),
  );
  await measured('conversations.get', 5, () => asks('bo', 'conversations.get', { conversationId }));
  await measured('memberships.list', 5, () => asks('bo', 'memberships.list', { conversationId }));
  await measured('delivery.receipts', 5, () => asks('bo', 'delivery.receipts', { conversationId }));
  const aboutDi = () => ({ conversationId, key: key(), after: at, personId: 'di' });
  await measured('memberships.role', 2, (nth) =>
    taken(asks('ana', 'memberships.role', { ...aboutDi(), role: nth === 0 ? 'moderator' : 'member' })),
  );
  const ban = () => taken(asks('ana', 'memberships.ban', aboutDi()));
  await measured('memberships.ban', 1, ban);
  await measured('memberships.unban', 1, () => taken(asks('ana', 'memberships.unban', aboutDi())));
  await ban();
  // At rest: entries are applied over the rows of members for a minute.
  pass(61_000);
  const bans = () => asks('ana', 'memberships.bans', { conversationId });
  await bans(); // the process has looked again whether she may go on
  await measured('memberships.bans, 1', 5, bans);
  await measured('$disconnect', people.length, (nth) => workspace.leaves(people[nth] ?? '', people[nth] ?? ''));
  return rows;
};
