import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Duplex } from 'node:stream';
import { type FaultSource } from '../faults/faults';

/** What a browser gets from a WAF in front of the API: a page, not JSON (F40). */
const blockPage =
  '<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center></body></html>\n';

/** A firewall in front of the APIs, as a CDN has one: it answers what it blocks itself. */
export type Firewall = {
  /** True when it has answered the request. */
  blocks(request: IncomingMessage, response: ServerResponse): boolean;
  /** True when it has refused the handshake. */
  blocksUpgrade(wire: Duplex): boolean;
};

export const firewall = (faults: FaultSource): Firewall => ({
  blocks: (request, response) => {
    if (!faults.strikes('F40')) return false;
    request.resume(); // a client that still sends would not read the answer
    response.writeHead(403, { 'content-type': 'text/html', 'content-length': blockPage.length }).end(blockPage);
    return true;
  },
  blocksUpgrade: (wire) => {
    if (!faults.strikes('F40')) return false;
    wire.on('error', () => wire.destroy());
    wire.end(
      [
        'HTTP/1.1 403 Forbidden',
        'Connection: close',
        'Content-Type: text/html',
        `Content-Length: ${blockPage.length}`,
        '',
        blockPage,
      ].join('\r\n'),
    );
    return true;
  },
});
