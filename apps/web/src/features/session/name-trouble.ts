import { Name } from '@parley/protocol';

/** What to say of a name that is none; undefined of one that is. */
export const nameTrouble = (typed: string): string | undefined => {
  if (Name.safeParse(typed).success) return undefined;
  const { length } = typed.trim();
  // Nobody can find by themselves what cannot be seen.
  return length > 0 && length <= 80
    ? 'This has a character that cannot be seen, as may come along when pasted. Type your name anew.'
    : 'Enter your name, in at most 80 characters.';
};
