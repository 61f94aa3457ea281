import { sha256 } from '../sha256';

// 128 bits of SHA-256 in hex: enough that two different inputs never meet.
const digest = async (text: string): Promise<string> => (await sha256(text)).slice(0, 32);

/** The one direct conversation of these people, in whatever order they are named. */
export const directId = async (people: readonly string[]): Promise<string> =>
  `d-${await digest(`direct ${[...people].sort().join(' ')}`)}`;

/** The channel that this author's key makes: the same key makes the same channel. */
export const channelId = async (author: string, key: string): Promise<string> =>
  `c-${await digest(`channel ${author} ${key}`)}`;
