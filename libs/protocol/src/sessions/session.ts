import * as z from 'zod';
import { KnownName, Time } from '../ids';

/** A sign-in on one device, for as long as it is refreshed. */
export const SessionId = z.string().regex(/^[0-9A-Za-z-]{1,64}$/, 'is not a session id');

export const Session = z.object({
  id: SessionId,
  /** What the device calls itself: "Chrome on Linux". */
  device: KnownName.optional(),
  signedInAt: Time,
  /** To the hour, and never before `signedInAt`. */
  seenAt: Time,
  /** The one that asks. */
  isThis: z.boolean(),
});
export type Session = z.infer<typeof Session>;

export const exampleSession = {
  id: '7c1f9b52-5a57-4a05-9d6e-0e5d0f3a4c11',
  device: 'Chrome on Linux',
  signedInAt: 1_767_225_600_000,
  seenAt: 1_767_225_600_000,
  isThis: true,
};
