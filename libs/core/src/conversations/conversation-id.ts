// 128 bits of SHA-256 in hex: enough that two different inputs never meet.
const digest = async (text: string): Promise<string> => {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(bytes.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** The one direct conversation of these people, in whatever order they are named. */
export const directId = async (people: readonly string[]): Promise<string> =>
  `d-${await digest(`direct ${[...people].sort().join(' ')}`)}`;

/** The channel that this author's key makes: the same key makes the same channel. */
export const channelId = async (author: string, key: string): Promise<string> =>
  `c-${await digest(`channel ${author} ${key}`)}`;
