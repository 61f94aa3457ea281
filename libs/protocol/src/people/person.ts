import * as z from 'zod';
import { Email, KnownName, PersonId, Time } from '../ids';
import { Handle } from './handle';
import { PersonStatus, WorkspaceRole } from './roles';

/** What somebody says of their day: a few words, gone after `until`. */
export const StatusText = z.object({ text: KnownName, until: Time.optional() });
export type StatusText = z.infer<typeof StatusText>;

/** One of the eight colours of an avatar. */
export const AvatarColour = z.int().min(0).max(7);

const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};
/** A zone of the IANA database: `Europe/Berlin`. */
export const TimeZone = z.string().max(64).refine(isTimeZone, 'is not a time zone');

/** Somebody with an account in this workspace, as colleagues see them. */
export const Person = z.object({
  id: PersonId,
  name: KnownName,
  email: Email,
  handle: Handle.optional(),
  /** Absent: a member. */
  role: WorkspaceRole.optional(),
  /** Absent: active. */
  status: PersonStatus.optional(),
  colour: AvatarColour.optional(),
  // Read as it was stored: a zone that a later release of the database drops stays readable.
  timeZone: z.string().max(64).optional(),
  says: StatusText.optional(),
});
export type Person = z.infer<typeof Person>;

export const ana = { id: 'ana', name: 'Ana', email: 'ana@example.com' };
