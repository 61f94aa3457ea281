import * as z from 'zod';
import { limits, utf8Bytes } from './limits';
import { hasUnseen } from './unseen';

/** Who: the subject of the person's account, fixed for life. */
export const PersonId = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/, 'is not a person id');
export type PersonId = z.infer<typeof PersonId>;

/** A channel (`c-`) or a direct conversation (`d-`, derived from its people), then 32 hex digits. */
export const ConversationId = z.string().regex(/^[cd]-[0-9a-f]{32}$/, 'is not a conversation id');
export type ConversationId = z.infer<typeof ConversationId>;

/** A ULID, chosen by the client: with the author it names one attempt to change a log, however often repeated. */
export const Key = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'is not a ULID');
export type Key = z.infer<typeof Key>;

/** A place in a log. Entries have 1, 2, 3 …; 0 stands before the first. 12 digits: a thousand a second for 31 years. */
export const Seq = z.int().min(0).max(999_999_999_999);
export type Seq = z.infer<typeof Seq>;

/** Milliseconds since 1970, UTC. */
export const Time = z.int().min(0);

/** Text a person wrote: something besides white space, at most 16 KB of UTF-8. */
export const Text = z
  .string()
  // Half a surrogate pair has no UTF-8: stored, it would come back as another text than the one that was pushed.
  .refine((text) => text.isWellFormed(), 'has half a character')
  .refine((text) => text.trim() !== '', 'is empty')
  .refine((text) => utf8Bytes(text) <= limits.textBytes, { error: 'is over 16 KB', params: { tooLarge: true } });

/** An address, folded to lower case: mail boxes that differ in case alone do not occur in practice. */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email({ pattern: z.regexes.html5Email, error: 'is not an e-mail address' }).max(254));

/** A name as it is stored and told: one line, 1 to 80 characters. It was checked as a `Name` when it was chosen. */
export const KnownName = z
  .string()
  .trim()
  .min(1, 'is empty')
  .max(80, 'is over 80 characters')
  // Neither line breaks, nor control characters, nor halves of surrogate pairs.
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\p{Cs}]*$/u, 'has a control character');

/** The name that somebody chooses for themselves, a channel or the workspace: all of it can be seen. */
export const Name = KnownName.refine((text) => !hasUnseen(text), 'has an invisible character');

const isEmoji = /^\p{RGI_Emoji}$/v;
/** One emoji of Unicode's list, sequences such as flags and families included. */
export const Emoji = z
  .string()
  .max(40)
  .refine((text) => isEmoji.test(text), 'is not an emoji');
