import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '@parley/client';
import { type Caller, createCore, type FrameSender, unlimited } from '@parley/core';
import { decodeBody, decodeHttp, type Input, refusals, type Reply, type RequestType } from '@parley/protocol';
import { WebSocketServer, type WebSocket } from 'ws';
import { sessionOf } from '../memory/network';
import { memoryStores } from '../memory/stores';

/** A request as the server saw it. Bytes are those of the answer's text. */
export type Served = { type: string; door: 'socket' | 'http'; bytes: number };

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};
const personIn = (authorization: string | undefined): string => (authorization ?? '').replace(/^Bearer /, '');

/** The real core over tables in memory, behind a real socket and real HTTP on this machine; a token is a person's id. */
export const startServer = async (people: readonly string[]) => {
  const { tables, stores } = memoryStores({ add: async () => undefined });
  for (const id of people) tables.people.set(id, { id, name: id, email: `${id}@example.com` });
  const sockets = new Map<string, WebSocket>();
  const frames: FrameSender = {
    send: async (id, text) => {
      const socket = sockets.get(id);
      socket?.send(text);
      return socket ? 'sent' : 'gone';
    },
    close: async (id) => {
      sockets.get(id)?.close();
      return 'closed';
    },
  };
  const core = createCore({
    ...stores,
    ...{ frames, random: Math.random, epoch: '1', rates: unlimited },
    clock: { now: () => systemClock.now(), sleep: (ms) => new Promise((resume) => void systemClock.after(ms, resume)) },
    report: (what, { error }) => {
      throw new Error(`The core reported: ${what}`, { cause: error });
    },
  });
  const caller = (person: string): Caller => ({
    ...sessionOf(person, 'bench'),
    tokenExpires: systemClock.now() + 3_600_000,
  });
  const served: Served[] = [];
  const doors = { isOpen: true };

  const http = createServer((request, response) => {
    if (!doors.isOpen) return void request.socket.destroy();
    const answer = async () => {
      const url = new URL(request.url ?? '/', 'http://parley.test');
      const decoded = decodeHttp({
        ...{ method: request.method ?? 'GET', path: decodeURIComponent(url.pathname), text: await bodyOf(request) },
        query: Object.fromEntries(url.searchParams),
      });
      const answered = decoded.ok
        ? await core.answer(caller(personIn(request.headers.authorization)), decoded.value)
        : decoded;
      const [status, body] = answered.ok
        ? [200, 'body' in answered && answered.body]
        : [refusals[answered.refusal.code].http, answered.refusal];
      const text = JSON.stringify(body);
      served.push({
        type: decoded.ok ? decoded.value.type : 'not understood',
        door: 'http',
        bytes: Buffer.byteLength(text),
      });
      response.writeHead(status, { 'content-type': 'application/json' }).end(text);
    };
    answer().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  const upgrades = new WebSocketServer({ noServer: true, handleProtocols: () => 'chat.v1' });
  http.on('upgrade', (request, wire, head) => {
    if (!doors.isOpen) return void wire.destroy();
    const person = (request.headers['sec-websocket-protocol'] ?? '').replace(/^.*bearer\./, '');
    upgrades.handleUpgrade(request, wire, head, (socket) => {
      const id = `connection-${upgrades.clients.size}-${served.length}`;
      sockets.set(id, socket);
      socket.on('close', () => {
        sockets.delete(id);
        void core.closed(person, id);
      });
      const connection = { id, connectedAt: systemClock.now() };
      socket.on('message', (data: Buffer) => {
        const asked = data.toString();
        void core.handle({ ...caller(person), connection }, asked).then((text) => {
          const { type } = JSON.parse(asked) as { type: string };
          served.push({ type, door: 'socket', bytes: Buffer.byteLength(text) });
          socket.send(text);
        });
      });
    });
  });
  await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
  const { port } = http.address() as AddressInfo;

  return {
    socketUrl: `ws://127.0.0.1:${port}/ws`,
    apiUrl: `http://127.0.0.1:${port}`,
    /** Every request that was answered, in that order. */
    served,
    /** Asks as a person without the network. */
    asks: async <T extends RequestType>(person: string, type: T, body: Input<T>): Promise<Reply<T>> => {
      const decoded = decodeBody(type, body);
      if (!decoded.ok) throw new Error(`${type} was not asked as it must be.`);
      const answer = await core.answer(caller(person), decoded.value);
      if (!answer.ok) throw new Error(`${type} was refused: ${answer.refusal.code}`);
      return answer.body as Reply<T>;
    },
    /** Nobody gets through: connections end, and new ones fail. */
    goOffline: (): void => {
      doors.isOpen = false;
      for (const socket of sockets.values()) socket.terminate();
    },
    goOnline: (): void => void (doors.isOpen = true),
    close: async (): Promise<void> => {
      for (const socket of sockets.values()) socket.terminate();
      http.closeAllConnections();
      await new Promise((closed) => http.close(closed));
    },
  };
};
export type Server = Awaited<ReturnType<typeof startServer>>;
