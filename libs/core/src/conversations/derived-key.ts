import { sha256 } from '../sha256';

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A key for what is done in an author's name, where no device of theirs made one up: the same about gives the same key. */
export const derivedKey = async (about: string): Promise<string> => {
  const digest = await sha256(about);
  const five = (at: number) => letters[Number.parseInt(digest.slice(at, at + 2), 16) % 32] ?? '0';
  // A ULID's first digit is 7 at the most.
  return `0${Array.from({ length: 25 }, (_, nth) => five(nth * 2)).join('')}`;
};
