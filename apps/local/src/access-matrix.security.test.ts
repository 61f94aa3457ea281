import { expectedOutcome, type Outcome } from '@parley/core/testing';
import type { RequestType } from '@parley/protocol';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { type Cell, liveScene, type LiveScene, oneOfEach } from './testing/access-scene';
import { joinAs, type SignedIn } from './testing/a-person';
import { openSocket } from './testing/a-socket';
import { useStack } from './testing/a-stack';
import { ask } from './testing/over-http';

const stack = useStack();
let somebody: SignedIn;
beforeAll(async () => {
  somebody = await joinAs(stack().url, 'Somebody');
}, 180_000);

const Coded = z.object({ code: z.string() });
const seed = 1;

const overHttp = async ({ row }: Cell, { me, body }: LiveScene): Promise<string> => {
  const answer = await ask(stack().url, me, row.type, body as never);
  return answer.status === 200 ? 'ok' : Coded.parse(answer.body).code;
};
const onSocket = async ({ row }: Cell, { me, body }: LiveScene): Promise<string> => {
  const socket = await openSocket(stack().url, me.accessToken);
  onTestFinished(() => socket.close());
  const asks = async (type: RequestType, body: object): Promise<string> => {
    const frame = await socket.asks(type, body as never);
    return frame.type === 'reply' ? 'ok' : Coded.parse(frame).code;
  };
  if (row.type === 'connections.hello') return asks(row.type, body);
  expect(await asks('connections.hello', { positions: [], build: 'test' })).toBe('ok');
  return asks(row.type, body);
};

const cells = oneOfEach(seed).map((cell, nth) => {
  const { row, rank, kind, standing, door } = cell;
  return { cell, nth, title: `${row.name}, of ${rank}, ${standing} in a ${kind}, by ${door}` };
});

// The whole table is walked through the handlers (libs/lambda): this is one cell of each of its rows, over real sockets and HTTP.
it.each(cells)('[ROLE-1] is answered as the table says: $title', async ({ cell, nth }) => {
  const scene = await liveScene(stack(), somebody, cell, nth);
  const says: Outcome = expectedOutcome(cell.row, cell.rank, cell.kind, cell.standing, scene.place);
  expect(await (cell.door === 'http' ? overHttp : onSocket)(cell, scene)).toBe(says);
});
