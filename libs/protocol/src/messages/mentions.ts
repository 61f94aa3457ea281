import { limits } from '../limits';

const mention = /<@([0-9A-Za-z_-]{1,64})>/g;

/** The ids of the people whom a text mentions as `<@id>`, each once, in order; those beyond the 20th do not count. */
export const mentionsIn = (text: string): string[] =>
  [...new Set([...text.matchAll(mention)].map(([, id = '']) => id))].slice(0, limits.mentions);
