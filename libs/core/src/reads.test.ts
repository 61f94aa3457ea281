import { type Body, requests, type RequestType } from '@parley/protocol';
import { expect, it } from 'vitest';
import { rates } from './limits/rates';
import { accessRows } from './testing/access-cases';
import { aWorkspace } from './testing/a-workspace';

const isGet = (type: RequestType): boolean => (requests[type] as { http?: string }).http?.startsWith('GET ') ?? false;
const readings = accessRows.filter(({ type }) => isGet(type));

it('every request that has a route by GET is asked below', () => {
  const types = (Object.keys(requests) as RequestType[]).filter(isGet);
  expect(types).not.toEqual([]);
  expect(readings.map(({ type }) => type).sort()).toEqual(types.sort());
});

it.each(readings)('is answered by GET and writes, sends and counts nothing: $name', async ({ type, body }) => {
  // With the limits of a workspace: a bucket that is taken from is a write, too.
  const { people, tables, queue, frames, restarts } = aWorkspace(() => ({ rates }));
  const [ana, bo] = people('ana', 'bo');
  tables.people.set('ana', { ...tables.people.get('ana')!, role: 'owner' });
  const { conversation, row } = await ana.opensChannel('general', [bo]);
  const { seq } = await bo.says(conversation.id, 'hi');
  const place = { conversationId: conversation.id, head: seq, mine: seq, theirs: seq, rev: row.rev };
  await bo.connects();
  queue.take();
  restarts(); // a process that remembers nothing asks for all of it
  const before = structuredClone({ tables, sent: frames.sent });
  await ana.gets(type, body(place) as Body<typeof type>);
  expect({ tables, sent: frames.sent }).toEqual(before);
  expect(queue.take()).toEqual([]);
});
