import classes from './avatar.module.css';

// Grounds that white letters stand out from by at least 4.5:1, in both themes.
const grounds = ['#0b6b7a', '#7a3e9d', '#a8325e', '#2f6b2f', '#8a4b08', '#2856b6', '#6b4e3d', '#4a5568'];

/** What they are called, for whoever chooses one. */
export const avatarColours = ['Teal', 'Purple', 'Berry', 'Green', 'Amber', 'Blue', 'Brown', 'Slate'].map((name, i) => ({
  name,
  ground: grounds[i]!,
}));

const groundOf = (seed: string): string => {
  // FNV-1a: ids that differ in one digit get different colours.
  let hash = 0x811c9dc5;
  for (const char of seed) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return grounds[(hash >>> 12) % grounds.length]!;
};

/** The first letters of the first and the last word: "Ana María Ruiz" is AR. */
export const initials = (name: string): string => {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
};

/**
 * A stand-in for a face. Decorative: the name always stands beside it, and no copied text holds the letters.
 * `seed` keeps its colour through a rename. `colour`: the chosen one.
 */
export const Avatar = ({
  name,
  seed,
  colour,
  small = false,
}: {
  name: string;
  seed: string;
  colour?: number | undefined;
  small?: boolean;
}) => (
  <span
    className={classes.avatar}
    {...(small && { 'data-small': true })}
    style={{ background: grounds[colour ?? -1] ?? groundOf(seed) }}
    data-initials={initials(name)}
    aria-hidden
  />
);
