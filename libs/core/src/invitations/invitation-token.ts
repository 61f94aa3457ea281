import { derivedKey } from '../conversations/derived-key';
import { sha256 } from '../sha256';

/** 160 bits: guessing one is pointless, at any rate and for ever. */
const tokenBytes = 20;

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

/** A key of the inviter's for bringing a newcomer into one conversation: the same each time it is tried. */
export const welcomeKey = (invitation: string, personId: string, conversationId: string): Promise<string> =>
  derivedKey(`welcome ${invitation} ${personId} ${conversationId}`);
