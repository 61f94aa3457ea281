import type { AddressInfo, Server } from 'node:net';

/** Opens the port on the loopback address alone, 0 for any that is free, and tells which it is; throws a sentence. */
export const listen = (server: Server, port: number): Promise<number> =>
  new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => fail(inWords(error, port)));
    server.listen(port, '127.0.0.1', () => done((server.address() as AddressInfo).port));
  });

const inWords = (error: NodeJS.ErrnoException, port: number): Error => {
  const another = `choose another: npm start -- --port ${port < 65_535 ? Math.max(port + 1, 4400) : 4400}`;
  if (error.code === 'EADDRINUSE') return new Error(`Port ${port} is in use. Stop what runs there, or ${another}`);
  if (error.code === 'EACCES') return new Error(`Port ${port} may not be opened by this account: ${another}`);
  return error;
};
