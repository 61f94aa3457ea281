import { limits } from '../limits';

const mention = /<@([0-9A-Za-z_-]{1,64})>/g;

/** The ids of the people whom a text mentions as `<@id>`, each once, in order; those beyond the 20th do not count. */
export const mentionsIn = (text: string): string[] =>
  [...new Set([...text.matchAll(mention)].map(([, id = '']) => id))].slice(0, limits.mentions);

/** How a text calls everybody who is in: no id of anybody, and readable where a build does not know it. */
export const everyoneToken = '<!everyone>';

/** Whether a text calls everyone: by the token alone, so that the words "@everyone" are words. */
export const callsEveryone = (text: string): boolean => text.includes(everyoneToken);
