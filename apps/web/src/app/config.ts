import * as z from 'zod';

const Config = z.object({
  region: z.string().min(1),
  userPoolId: z.string().regex(/^[\w-]+_[0-9A-Za-z]+$/, 'is not a user pool id'),
  userPoolClientId: z.string().min(1),
  /** Where Cognito answers, if not at its usual address. */
  userPoolEndpoint: z.url().optional(),
  /** Host, and path where there is one, of the pool's hosted pages; named only where people may sign in with Google. */
  userPoolDomain: z.string().min(1).optional(),
  /** Origin of `/api`; this page's own unless said otherwise. */
  apiUrl: z.url().optional(),
  /** The WebSocket's address; `/ws` of this page's origin unless said otherwise. */
  socketUrl: z.url().optional(),
  /** Local run only: where the mails with codes can be read. */
  mailUrl: z.string().optional(),
  /** The workspace's name, as people know it. */
  workspace: z.string().min(1),
});
type Read = z.infer<typeof Config>;

/** What this deployment is: read once at start from `/config.json`. */
export type Config = Read & { apiUrl: string; socketUrl: string };

/** The configuration is missing or broken. The message names every field that is wrong, for whoever deployed this. */
export class BadConfig extends Error {
  override name = 'BadConfig';
}

/** Reads and checks `/config.json`. Rejects with `BadConfig` where it is broken, with the fetch's error where it is out of reach. */
export const loadConfig = async (fetch: typeof globalThis.fetch, origin: string): Promise<Config> => {
  const response = await fetch('/config.json', { cache: 'no-cache' });
  if (!response.ok) throw new BadConfig(`/config.json answered with status ${response.status}.`);
  const parsed = Config.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
    throw new BadConfig(`/config.json is wrong. ${wrong.join('; ')}.`);
  }
  return { ...parsed.data, apiUrl: parsed.data.apiUrl ?? origin, socketUrl: parsed.data.socketUrl ?? socketAt(origin) };
};

const socketAt = (origin: string) => `${origin.replace(/^http/, 'ws')}/ws`;
