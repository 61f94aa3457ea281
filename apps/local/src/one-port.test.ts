import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';
import { type AddressInfo, createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { type Certificate, openCertificate } from './certificate';
import { onePort } from './one-port';

const makeCertificate = async (): Promise<Certificate> => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-tls-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return openCertificate(folder);
};

/** A server that says by which scheme it was asked, how long the body was, and repeats what a socket says. */
const start = async ({ isSecured = true } = {}) => {
  const plain = createServer((request, response) => {
    const scheme = (request.socket as Partial<TLSSocket>).encrypted ? 'https' : 'http';
    void text(request).then((body) => response.end(`${scheme} ${body.length}`));
  });
  const sockets = new WebSocketServer({ noServer: true });
  sockets.on('connection', (socket) => socket.on('message', (said) => socket.send(said)));
  plain.on('upgrade', (request, wire, head) =>
    sockets.handleUpgrade(request, wire, head, (socket) => sockets.emit('connection', socket)),
  );
  const entrance = onePort(plain);
  const certificate = await makeCertificate();
  if (isSecured) entrance.secure(certificate);
  entrance.server.listen(0, '127.0.0.1');
  await once(entrance.server, 'listening');
  onTestFinished(entrance.close);
  const { port } = entrance.server.address() as AddressInfo;
  return { entrance, certificate, port, http: `http://localhost:${port}/`, https: `https://localhost:${port}/` };
};

const answer = async (asked: ReturnType<typeof getHttp>): Promise<string> => {
  const [response] = (await once(asked, 'response')) as [NodeJS.ReadableStream];
  return text(response);
};

describe('the one port', () => {
  it('answers plain HTTP and TLS alike, and the certificate holds for localhost and its address', async () => {
    const { http, https, port, certificate } = await start();
    expect(await answer(getHttp(http))).toBe('http 0');
    expect(await answer(getHttps(https, { ca: certificate.cert }))).toBe('https 0');
    expect(await answer(getHttps(`https://127.0.0.1:${port}/`, { ca: certificate.cert }))).toBe('https 0');
  });

  it('carries sockets both ways', async () => {
    const { http, https, certificate } = await start();
    for (const url of [http, https]) {
      const socket = new WebSocket(url.replace(/^http/, 'ws'), { ca: certificate.cert });
      await once(socket, 'open');
      socket.send('x'.repeat(100_000));
      const [said] = (await once(socket, 'message')) as [Buffer];
      expect(said.length).toBe(100_000);
      socket.close();
    }
  });

  it('serves request after request on one connection, and one that comes byte by byte', async () => {
    const { port } = await start();
    const socket = createConnection(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    for (const byte of 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc') socket.write(byte);
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    const said = await text(socket);
    expect(said.match(/http \d/g)).toEqual(['http 3', 'http 0']);
  });

  it('lets TLS wait until there is a certificate', async () => {
    const { https, entrance, certificate } = await start({ isSecured: false });
    const asked = answer(getHttps(https, { ca: certificate.cert }));
    entrance.secure(certificate);
    expect(await asked).toBe('https 0');
  });

  it('outlives who does not trust it, speaks TLS badly, or leaves without a word', async () => {
    const { http, port } = await start();
    const [untrusting] = (await once(connectTls(port, '127.0.0.1'), 'error')) as [NodeJS.ErrnoException];
    expect(untrusting.code).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    const nonsense = createConnection(port, '127.0.0.1');
    nonsense.write(Buffer.from([0x16, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]));
    await once(nonsense.resume(), 'close');
    const silent = createConnection(port, '127.0.0.1');
    await once(silent, 'connect');
    silent.resetAndDestroy();
    expect(await answer(getHttp(http))).toBe('http 0');
  });

  it('ends every connection when it closes, also one that has not said anything', async () => {
    const { entrance, port } = await start();
    const silent = createConnection(port, '127.0.0.1');
    await once(entrance.server, 'connection');
    const ended = Promise.all([once(silent.resume(), 'close'), once(entrance.server, 'close')]);
    entrance.close();
    await ended;
  });
});
