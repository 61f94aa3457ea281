import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** The parts behind the one port. */
export type Parts = {
  api: RequestListener;
  cognito: RequestListener;
  /** The stand-in for Google. */
  google: RequestListener;
  mail: RequestListener;
  queues: RequestListener;
  /** The WebSocket API: sockets, and the calls that its handlers make to them. */
  sockets: { upgrade: Upgrade; management: RequestListener };
  /** The switch of the faults, where there are any. */
  faults?: RequestListener;
  site: RequestListener;
  /** Vite is there, and listens for the upgrades of its own client. */
  hotReload: boolean;
  /** What the page needs to know of this deployment, at the origin that it was loaded from. */
  config(origin: string): object;
};

const json = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
};

// A foreign page that points its own name at this machine would be on our origin, and could read the mail page.
const isOurHost = ({ headers }: IncomingMessage): boolean =>
  /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(headers.host ?? '');

/** Scheme and host that the page was loaded from: both are answered, by TLS and without. */
const originOf = ({ headers, socket }: IncomingMessage): string =>
  `${(socket as Partial<TLSSocket>).encrypted ? 'https' : 'http'}://${headers.host}`;

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?')[0] ?? '/';
const isUnder = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

const isVites = ({ headers }: IncomingMessage): boolean =>
  /^vite-(hmr|ping)$/.test(headers['sec-websocket-protocol'] ?? '');

const refuse = (socket: Duplex, status: string): void => {
  socket.on('error', () => socket.destroy()); // the client may be gone already
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

/** How far the start has come; it may be changed at any time. */
export type Progress = {
  /** Absent while they are started. */
  parts?: Parts;
  /** What /healthz tells: everything runs, and the first people are there. */
  isReady: boolean;
};

/** Sends each request to the part whose path it is, as CloudFront does in a deployment. */
export const front = (progress: Readonly<Progress>) => {
  const handle: RequestListener = (request, response) => {
    const { parts, isReady } = progress;
    const path = pathOf(request);
    if (!isOurHost(request)) return json(response, 403, { message: 'Use http://localhost.' });
    if (path === '/healthz') return json(response, isReady ? 200 : 503, { status: isReady ? 'ok' : 'not ready' });
    if (!parts) return json(response, 503, { message: 'Parley is starting.' });
    if (path === '/config.json') return json(response, 200, parts.config(originOf(request)));
    if (isUnder(path, '/api')) return parts.api(request, response);
    if (isUnder(path, '/ws')) return parts.sockets.management(request, response);
    if (isUnder(path, '/cognito')) return parts.cognito(request, response);
    if (isUnder(path, '/google')) return parts.google(request, response);
    if (isUnder(path, '/mail')) return parts.mail(request, response);
    if (isUnder(path, '/sqs')) return parts.queues(request, response);
    if (parts.faults && isUnder(path, '/_faults')) return parts.faults(request, response);
    return parts.site(request, response);
  };
  const upgrade: Upgrade = (request, socket, head) => {
    const { parts } = progress;
    if (!isOurHost(request)) return refuse(socket, '403 Forbidden');
    if (!parts) return refuse(socket, '503 Service Unavailable');
    if (isUnder(pathOf(request), '/ws')) return parts.sockets.upgrade(request, socket, head);
    if (parts.hotReload && isVites(request)) return;
    refuse(socket, '404 Not Found');
  };
  return { handle, upgrade };
};
