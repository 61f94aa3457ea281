import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod';
import { tableNames } from '../deployment';

/** What a function may do, as far as it is about rows: `apps/infra/src/function-specs.ts` says what the fields mean. */
const Spec = z.object({
  chat: z.array(z.string()),
  chatKeys: z.object({ read: z.array(z.string()), written: z.array(z.string()) }).optional(),
  connections: z.array(z.string()),
  connectionKeys: z.array(z.string()).optional(),
});
type Spec = z.infer<typeof Spec>;

/** By its path: what deploys is no part of what runs on a laptop. */
const specsFile = resolve(import.meta.dirname, '../../../infra/src/function-specs.ts');
const readSpecs = async (): Promise<Record<string, Spec>> => {
  const { functionSpecs }: { functionSpecs: unknown } = await import(specsFile);
  return z.record(z.string(), Spec).parse(functionSpecs);
};

const KeyOf = z.object({ PK: z.object({ S: z.string() }) });
const OnOne = z.object({ TableName: z.string(), Key: KeyOf.optional(), Item: KeyOf.optional() });
const Call = z.object({
  TableName: z.string().optional(),
  Key: KeyOf.optional(),
  Item: KeyOf.optional(),
  ExpressionAttributeValues: z.object({ ':pk': z.object({ S: z.string() }).optional() }).optional(),
  RequestItems: z.record(z.string(), z.object({ Keys: z.array(KeyOf) })).optional(),
  TransactItems: z.array(z.record(z.string(), OnOne)).optional(),
});

/** One thing that a call does to one row, as IAM looks at it. */
type Touch = { action: string; table: string; key: string };

const touchesOf = (operation: string, body: unknown): Touch[] => {
  const { TableName: table = '', Key, Item, ExpressionAttributeValues, RequestItems, TransactItems } = Call.parse(body);
  if (RequestItems)
    return Object.entries(RequestItems).flatMap(([each, { Keys }]) =>
      Keys.map(({ PK }) => ({ action: operation, table: each, key: PK.S })),
    );
  // A transaction takes the permission for each of its parts.
  if (TransactItems)
    return TransactItems.flatMap((part) =>
      Object.entries(part).map(([verb, on]) => ({
        action: `${verb}Item`,
        table: on.TableName,
        key: (on.Key ?? on.Item)?.PK.S ?? '',
      })),
    );
  const key = (Key ?? Item)?.PK.S ?? ExpressionAttributeValues?.[':pk']?.S ?? '';
  return [{ action: operation, table, key }];
};

/** As IAM's StringLike, of which only a star at the end is in use. */
const isLike = (key: string, pattern: string): boolean =>
  pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern;

const mayTouch = (spec: Spec, { action, table, key }: Touch): boolean => {
  const isOfChat = table === tableNames.chat;
  if (!(isOfChat ? spec.chat : spec.connections).includes(action)) return false;
  const isRead = /^((Batch)?GetItem|Query)$/.test(action);
  const among = isOfChat ? spec.chatKeys?.[isRead ? 'read' : 'written'] : spec.connectionKeys;
  return among === undefined || among.some((pattern) => isLike(key, pattern));
};

/** The application in the SDK's header; Powertools, where a function has it, adds its own name to it. */
const application = /\bapp\/([a-z-]+?)(?:-PT-\S*)?(?:\s|$)/;

export type GuardedTables = {
  /** What the SDK clients take as `endpoint`. */
  endpoint: string;
  /** What was refused so far: who, and what they wanted. */
  refused: readonly string[];
  close(): Promise<void>;
};

/**
 * A door before a DynamoDB that refuses what the role of the function that asks would not allow in AWS. Who is no function,
 * as the run itself, is let through. A function tells its name by the SDK's own header.
 */
export const guardedTables = async (endpoint: string): Promise<GuardedTables> => {
  const specs = await readSpecs();
  const refused: string[] = [];
  const agent = new Agent({ keepAlive: true });

  const refusalOf = ({ headers }: IncomingMessage, sent: Buffer): string | undefined => {
    const [, name] = application.exec(String(headers['user-agent'])) ?? [];
    if (name === undefined) return undefined;
    const spec = specs[name];
    const operation = String(headers['x-amz-target']).split('.')[1] ?? '';
    const wrong = touchesOf(operation, JSON.parse(sent.toString())).find((touch) => !spec || !mayTouch(spec, touch));
    return wrong && `${name} may not ${wrong.action} ${wrong.key.slice(0, 2)}… in ${wrong.table}`;
  };

  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const sent = await buffer(request);
      const refusal = refusalOf(request, sent);
      if (refusal !== undefined) {
        refused.push(refusal);
        const body = { __type: 'com.amazon.coral.service#AccessDeniedException', Message: refusal };
        response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
        return;
      }
      const { host: _, connection: __, ...headers } = request.headers;
      const asked = httpRequest(new URL(request.url ?? '/', endpoint), { agent, method: request.method, headers });
      asked.end(sent);
      const [found] = (await once(asked, 'response')) as [IncomingMessage];
      const { connection: ___, 'keep-alive': ____, 'transfer-encoding': _____, ...kept } = found.headers;
      response.writeHead(found.statusCode ?? 500, kept).end(await buffer(found));
    };
    answer().catch(() => response.destroy()); // the engine or the caller went away
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refused,
    close: async () => {
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await once(server, 'close');
    },
  };
};
