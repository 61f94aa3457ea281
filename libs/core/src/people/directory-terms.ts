import type { Person } from '@parley/protocol';

/** Words of a name that it is found by: "María del Carmen López" by each of hers. */
const wordsFound = 4;
/** Characters of a term: as many as a name has. */
export const termLength = 80;

/**
 * As people type it: compatibility forms, accents and capitals are gone (NFKD), and white space is one space. Only the
 * accents of Latin, Greek and Cyrillic letters are taken away: the vowels of other scripts are marks too, and matter.
 */
export const folded = (text: string): string => {
  const plain = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
  return [...plain].slice(0, termLength).join('');
};

/** What somebody is listed under. */
export const listedAs = ({ name }: Pick<Person, 'name'>): string => folded(name);

/** What somebody is found by: their name from each of its first words on, and their handle. */
export const termsOf = ({ name, handle }: Pick<Person, 'name' | 'handle'>): string[] => {
  const words = folded(name).split(' ');
  const tails = words.slice(0, wordsFound).map((_, nth) => words.slice(nth).join(' '));
  return [...new Set([...tails, folded(handle ?? '')])].filter((term) => term !== '');
};
