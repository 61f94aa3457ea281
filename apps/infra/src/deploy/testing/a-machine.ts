import type { Answered, Finished, Machine } from '../machine';

export const account = '123456789012';
export const outputs = {
  'parley-dev': {
    Origin: 'https://d111.cloudfront.net',
    WebBucket: 'web-bucket',
    UserPoolId: 'us-east-1_Pool1',
    UserPoolClientId: 'client1',
  },
};

const good: Finished = { code: 0, output: '' };
const page: Answered = { status: 200, type: 'text/html', body: '<div id="root"></div>' };
const site: Record<string, Answered> = {
  '/': page,
  '/c/somewhere': page,
  '/config.json': { status: 200, type: 'application/json', body: '{"userPoolId":"us-east-1_Pool1"}' },
  '/api/openapi.json': { status: 200, type: 'application/json', body: '{"openapi":"3.1.0"}' },
  '/api/workspace': { status: 401, type: 'application/json', body: '' },
  '/ws': { status: 401, type: '', body: '' },
  '/media/anything': { status: 403, type: 'application/xml', body: '' },
};

export type Scene = {
  /** What a command answers whose words begin like this. Everything else goes well. */
  finishes?: Record<string, Finished>;
  /** What a path answers, the nth time that it is asked. */
  answers?: (path: string, nth: number) => Answered | Error | undefined;
  /** What the person types; absent: there is none. */
  typed?: string;
};

/** A computer on which everything goes well but what a scene says, and all that was asked of it. */
export const aMachine = ({ finishes = {}, answers, typed }: Scene = {}) => {
  const ran: string[] = [];
  const said: string[] = [];
  const written = new Map<string, string>();
  const asked = new Map<string, number>();
  let slept = 0;
  const identity = { code: 0, output: JSON.stringify({ Account: account, Arn: `arn:aws:iam::${account}:user/ana` }) };
  const limits = (most: number) => ({
    AccountLimit: { ConcurrentExecutions: most, UnreservedConcurrentExecutions: most },
  });
  const quota = { code: 0, output: JSON.stringify(limits(1_000)) };
  const machine: Machine = {
    run: async (command, args) => {
      const line = [command, ...args].join(' ');
      ran.push(line);
      const scenes = [...Object.entries(finishes), ['aws sts', identity] as const, ['aws lambda', quota] as const];
      const scene = scenes.find(([start]) => line.startsWith(start));
      return scene?.[1] ?? good;
    },
    ask: async (url) => {
      const path = new URL(url).pathname;
      const nth = (asked.get(path) ?? 0) + 1;
      asked.set(path, nth);
      const answer = answers?.(path, nth) ?? site[path] ?? { status: 404, type: '', body: '' };
      if (answer instanceof Error) throw answer;
      return answer;
    },
    prompt: async () => typed,
    say: (line) => void said.push(line),
    read: (file) => (file.endsWith('outputs.json') ? JSON.stringify(outputs) : (written.get(file) ?? '')),
    write: (file, text) => void written.set(file, text),
    sleep: async (ms) => void (slept += ms),
  };
  return { machine, ran, said, written, slept: () => slept };
};
