import * as z from 'zod';

type Row = { http: number; retry: boolean; message: string };
const table = <T extends Record<string, Row>>(rows: T) => rows;

/**
 * Every reason Parley gives for not doing something: its HTTP status, whether trying the same again can help,
 * and a sentence for people. A reason that is not here cannot be given.
 */
export const refusals = table({
  malformed: { http: 400, retry: false, message: 'This is not a request: send a JSON object with a type and an id.' },
  invalid: { http: 400, retry: false, message: 'A field is missing or wrong.' },
  too_large: { http: 413, retry: false, message: 'This is too large. Send less at once.' },
  unknown_request: { http: 404, retry: false, message: 'There is no such request.' },
  not_signed_in: { http: 401, retry: false, message: 'Sign in again.' },
  sign_in_again: { http: 403, retry: false, message: 'Sign in again, and ask for this within five minutes of it.' },
  foreign_origin: { http: 403, retry: false, message: 'This page may not use this workspace.' },
  no_profile: { http: 403, retry: false, message: 'This account has no profile in this workspace. Ask an admin.' },
  hello_first: { http: 409, retry: true, message: 'Say hello on this connection first.' },
  socket_only: { http: 400, retry: false, message: 'This request belongs on a WebSocket.' },
  not_a_member: { http: 403, retry: false, message: 'There is no such conversation, or you are not in it.' },
  person_not_found: { http: 404, retry: false, message: 'Nobody here has that address.' },
  direct_is_fixed: { http: 409, retry: false, message: 'The people of a direct conversation stay the same.' },
  conversation_full: { http: 409, retry: false, message: 'This conversation has as many members as it can hold.' },
  nothing_to_change: { http: 409, retry: false, message: 'It already is that way.' },
  key_in_use: { http: 409, retry: false, message: 'This key already made something else. Use a new one.' },
  message_not_found: { http: 404, retry: false, message: 'There is no such message here any more.' },
  not_yours: { http: 403, retry: false, message: 'Only its author can do that.' },
  not_allowed: { http: 403, retry: false, message: 'You may not do that here. Ask an owner, or an admin.' },
  suspended: { http: 403, retry: false, message: 'You are suspended from this workspace. Ask an admin.' },
  second_step: { http: 403, retry: false, message: 'This account has a second step: sign in with your password.' },
  choose_password: {
    http: 403,
    retry: false,
    message: 'Choose a password of your own first: reset it by a mailed code.',
  },
  just_reset: {
    http: 403,
    retry: true,
    message: 'The password was chosen anew just now. Wait a few minutes, then sign in with it.',
  },
  hello_again: { http: 409, retry: true, message: 'This connection has run out. Say hello on a new one.' },
  update_needed: { http: 426, retry: false, message: 'This version of Parley is out of date. Reload the page.' },
  slow_down: { http: 429, retry: true, message: 'That was a lot at once. Wait a moment.' },
  handle_taken: { http: 409, retry: false, message: 'Somebody has that handle, or one that looks like it.' },
  already_here: { http: 409, retry: false, message: 'Somebody with that address is here already.' },
  already_invited: { http: 409, retry: false, message: 'That address is invited already. Revoke that one first.' },
  no_such_invitation: { http: 404, retry: false, message: 'This invitation is not valid any more. Ask for a new one.' },
  not_invited: { http: 403, retry: false, message: 'This workspace is by invitation. Ask somebody who is in it.' },
  last_owner: { http: 409, retry: false, message: 'Somebody else has to be an owner first.' },
  banned: { http: 403, retry: false, message: 'They were banned from this channel. A moderator can lift that.' },
  blocked: { http: 403, retry: false, message: 'They do not take direct messages from you.' },
  too_many: { http: 409, retry: false, message: 'There are as many of these as there can be. Remove one first.' },
  edit_conflict: { http: 409, retry: false, message: 'This message was edited in the meantime. Look at it again.' },
  too_many_edits: { http: 409, retry: false, message: 'This message was edited 50 times. Write a new one.' },
  too_many_reactions: { http: 409, retry: false, message: 'This message has as many reactions as it can hold.' },
  discarded: { http: 409, retry: false, message: 'This message was given up, and cannot be sent any more.' },
  row_moved: { http: 409, retry: false, message: 'You have read on in the meantime, here or on another device.' },
  ahead_of_log: { http: 409, retry: false, message: 'That position is beyond the end of this conversation. Catch up.' },
  too_far_behind: { http: 409, retry: false, message: 'You are too far behind to send. Catch up first.' },
  busy: { http: 503, retry: true, message: 'Many people write here at once. Try again in a moment.' },
  pool_behind: {
    http: 503,
    retry: true,
    message: 'It counts here already, but the sign-in service could not be told. Try again in a moment.',
  },
  internal: { http: 500, retry: true, message: 'Something went wrong on our side. Try again.' },
});

export type RefusalCode = keyof typeof refusals;
export const RefusalCode = z.enum(Object.keys(refusals) as [RefusalCode, ...RefusalCode[]]);

/** What a refused request is answered with. */
export const Refusal = z.object({
  /** A code that a newer server gives and this build does not know is read as `internal`. */
  code: z.string().pipe(RefusalCode.catch('internal')),
  message: z.string(),
  /** Milliseconds to wait before the same request has a chance. */
  retryAfterMs: z.int().positive().optional(),
});
export type Refusal = z.infer<typeof Refusal>;

/** Reasons that any request may be refused for, at either door. */
export const commonRefusals = [
  'malformed',
  'invalid',
  'too_large',
  'not_signed_in',
  'foreign_origin',
  'no_profile',
  'suspended',
  'slow_down',
  'hello_first',
  'hello_again',
  'unknown_request',
  'busy',
  'internal',
] as const;

/** A refusal with the table's sentence, or with one that knows more. */
export const refusal = (code: RefusalCode, message: string = refusals[code].message): Refusal => ({ code, message });
