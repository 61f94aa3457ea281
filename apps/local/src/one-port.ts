import type { Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import { promiseWithResolvers } from '@parley/emulators';
import type { Certificate } from './certificate';

/** The first byte of a TLS connection: the content type "handshake" of RFC 8446 §5.1. No HTTP request begins with it. */
const tlsHandshake = 0x16;
/** How long a connection may say nothing at all. Node's own limit for the headers of a request. */
const firstByteMs = 60_000;

/** A port that answers TLS and plain HTTP alike. */
export type OnePort = {
  /** Listens; give it a port. */
  server: Server;
  /** From now on TLS is answered, too; before it, such a connection waits. */
  secure(certificate: Certificate): void;
  /** Ends every connection, and the port. */
  close(): void;
};

/**
 * Puts a port in front of a server of plain HTTP: what comes over TLS is taken out of it, and then goes the same way.
 * Browsers go over to https for a hosted sign-in page, and aws-amplify insists on it.
 */
export const onePort = (plain: HttpServer): OnePort => {
  const sockets = new Set<Socket>();
  const secured = promiseWithResolvers<HttpsServer>();

  const lead = (socket: Socket, first: Buffer): void => {
    socket.setTimeout(0);
    socket.pause();
    socket.unshift(first);
    if (first[0] !== tlsHandshake) {
      plain.emit('connection', socket);
      socket.resume();
      return;
    }
    void secured.promise.then((server) => {
      if (!socket.destroyed) server.emit('connection', socket);
    });
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy()); // the client may be gone before it has said anything
    socket.setTimeout(firstByteMs, () => socket.destroy());
    socket.once('data', (first) => lead(socket, first));
  });

  return {
    server,
    secure: (certificate) => {
      const https = createHttpsServer(certificate, (request, response) => plain.emit('request', request, response));
      https.on('upgrade', (...upgrade) => plain.emit('upgrade', ...upgrade));
      https.on('tlsClientError', (_, socket) => socket.destroy()); // a browser that does not trust us yet
      secured.resolve(https);
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
};
