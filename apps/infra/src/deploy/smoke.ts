import type { Answered, Machine } from './machine';
import { Stopped } from './machine';

type Check = { what: string; path: string; headers?: Record<string, string>; isRight(answered: Answered): boolean };

const handshake = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'cGFybGV5LXNtb2tlLXRlc3Q=',
};
const isPage = ({ status, type, body }: Answered) =>
  status === 200 && type.startsWith('text/html') && body.includes('<div id="root"');

/** What anybody on the internet may see of a deployment, and what nobody may without signing in. */
const checksOf = (userPoolId: string): Check[] => [
  { what: 'the page', path: '/', isRight: isPage },
  { what: 'an address within the page', path: '/c/somewhere', isRight: isPage },
  {
    what: 'its configuration',
    path: '/config.json',
    isRight: ({ status, body }) => status === 200 && body.includes(userPoolId),
  },
  {
    what: 'the description of the protocol',
    path: '/api/openapi.json',
    isRight: ({ status, body }) => status === 200 && body.includes('"openapi"'),
  },
  { what: 'the API, closed to strangers', path: '/api/workspace', isRight: ({ status }) => status === 401 },
  {
    what: 'the socket, closed to strangers',
    path: '/ws',
    headers: handshake,
    // API Gateway's own word to who shows no token (F3). A wrong stage (F1), a firewall and an origin that is closed say 403.
    isRight: ({ status }) => status === 401,
  },
  { what: 'what people upload, closed to strangers', path: '/media/anything', isRight: ({ status }) => status === 403 },
];

/** A distribution's name and its changes take minutes to be known everywhere. */
const tries = 40;
const waitMs = 15_000;

/** Looks at a deployment through its public address; stops where something is not as it must be after ten minutes. */
export const smokeTest = async ({ ask, say, sleep }: Machine, origin: string, userPoolId: string): Promise<void> => {
  for (const { what, path, headers, isRight } of checksOf(userPoolId)) {
    for (let nth = 1; ; nth += 1) {
      const answered = await ask(`${origin}${path}`, headers).catch((error: unknown) => error as Error);
      if (!(answered instanceof Error) && isRight(answered)) break;
      const saw = answered instanceof Error ? answered.message : `status ${answered.status}, ${answered.type}`;
      if (nth === tries)
        throw new Stopped(
          `${origin}${path} is not ${what}: ${saw}. It is deployed, and people may meet this. To go back: check out the ` +
            'commit that was deployed before, and deploy that.',
        );
      if (nth === 1) say(`  waiting for ${what} (${saw}) …`);
      await sleep(waitMs);
    }
    say(`  ${what}: right`);
  }
};
