/** 160 bits: guessing one is pointless, at any rate and for ever. */
const tokenBytes = 20;

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const sha256 = async (text: string): Promise<string> =>
  hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));

/** What stands in a link: 27 characters of base64url. It is told once and not kept. */
export const newToken = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(tokenBytes))))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');

/** What is kept of a token. No salt: there is nothing to look up in a table of 160-bit numbers. */
export const hashOf = (token: string): Promise<string> => sha256(`invitation ${token}`);

/** The invitation that this author's key makes: the same key makes the same one. */
export const invitationId = async (author: string, key: string): Promise<string> =>
  (await sha256(`invitation ${author} ${key}`)).slice(0, 16);

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** A key of the inviter's for bringing a newcomer into one conversation: the same each time it is tried. */
export const welcomeKey = async (invitation: string, personId: string, conversationId: string): Promise<string> => {
  const digest = await sha256(`welcome ${invitation} ${personId} ${conversationId}`);
  const five = (at: number) => letters[Number.parseInt(digest.slice(at, at + 2), 16) % 32] ?? '0';
  // A ULID's first digit is 7 at the most.
  return `0${Array.from({ length: 25 }, (_, nth) => five(nth * 2)).join('')}`;
};
