import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request as httpRequest } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod';
import { type Clock, elapsed } from '../clock';
import { type FaultSource } from '../faults/faults';
import { halvesOf, withUnprocessed } from './partial-batch';
import { type Answer, conflicting, throttled } from './refusals';
import { staleReads } from './stale-reads';

export type FaultyDynamodb = {
  /** What the SDK clients take as `endpoint`. */
  endpoint: string;
  close(): Promise<void>;
};

const reads = ['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems'];
const writes = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'];
/** Those that another transaction on the same item refuses. */
const conflictable = ['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems'];

const Read = z.object({
  ConsistentRead: z.boolean().optional(),
  RequestItems: z.record(z.string(), z.object({ ConsistentRead: z.boolean().optional() })).optional(),
});

const mayBeStale = (operation: string, body: unknown): boolean => {
  if (operation === 'TransactGetItems' || !reads.includes(operation)) return false;
  const { data } = Read.safeParse(body);
  if (!data) return false;
  const parts = data.RequestItems ? Object.values(data.RequestItems) : [data];
  return parts.some(({ ConsistentRead }) => ConsistentRead !== true);
};

const jsonOf = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined; // the engine says what is wrong with it
  }
};

/**
 * A door in front of a DynamoDB, on 127.0.0.1 and a free port, that passes bytes through unless a fault strikes: stale
 * reads (F38), conflicts and throttling (F39), and answers that are late or lost after the work was done.
 */
export const faultyDynamodb = async ({
  endpoint,
  faults,
  clock,
}: {
  endpoint: string;
  faults: FaultSource;
  clock: Clock;
}): Promise<FaultyDynamodb> => {
  const stale = staleReads(clock);
  const agent = new Agent({ keepAlive: true });

  const pass = async (request: IncomingMessage, body: Buffer): Promise<Answer> => {
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
    const asked = httpRequest(new URL(request.url ?? '/', endpoint), { agent, method: request.method, headers });
    asked.end(body);
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const { connection: ____, 'keep-alive': _____, 'transfer-encoding': ______, ...kept } = response.headers;
    return { status: response.statusCode ?? 500, headers: kept, body: await buffer(response) };
  };

  const answerTo = async (request: IncomingMessage): Promise<Answer | 'lost'> => {
    const sent = await buffer(request);
    const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    if (![...reads, ...writes].includes(operation)) return pass(request, sent);
    const body = jsonOf(sent);
    if (faults.strikes('F39-throttle')) return throttled();
    if (conflictable.includes(operation) && faults.strikes('F39-conflict')) return conflicting(operation, body);

    const read = mayBeStale(operation, body) ? `${operation} ${sent.toString()}` : undefined;
    const older = read !== undefined && faults.draws('F38') ? stale.older(read, faults.drawn('F38')) : undefined;
    if (older) faults.count('F38');
    const halves = operation === 'BatchGetItem' ? halvesOf(body) : undefined;
    const answer =
      older ??
      (halves && faults.strikes('F39-partial')
        ? withUnprocessed(await pass(request, halves.asked), halves.unprocessed)
        : await pass(request, sent));
    if (read !== undefined && !older && answer.status === 200) stale.remember(read, answer);

    if (faults.strikes('lost-answer')) return 'lost';
    if (faults.strikes('late-answer')) await elapsed(clock, faults.drawn('late-answer'));
    return answer;
  };

  const server = createServer((request, response) => {
    answerTo(request).then(
      (answer) => {
        if (answer === 'lost') return void response.destroy();
        response.writeHead(answer.status, answer.headers).end(answer.body);
      },
      () => response.destroy(), // the caller or the engine went away: either way nobody can be answered
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await once(server, 'close');
    },
  };
};
