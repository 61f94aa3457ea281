import { type Refusal, refusals } from '@parley/protocol';

/** The server said no, and why. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'Refused';
    this.refusal = refusal;
  }
}

/** No answer that could be understood: whether the request was done is not known. */
export class Unreachable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Unreachable';
  }
}

/** What was wished of the outbox was not done; its message says why, and what to do. */
export class NotGranted extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotGranted';
  }
}

/** Whether it was done is not known, for the browser does not say so in time. */
export const unconfirmed = (): NotGranted =>
  new NotGranted('Your browser has not confirmed this. Reload the page, and look whether it is done.');

const sessionCodes: ReadonlySet<string> = new Set(['not_signed_in', 'foreign_origin', 'no_profile', 'suspended']);

/** Refusals of the person or the page rather than of the request: nothing else will be answered either. */
export const endsSession = (refusal: Refusal): boolean => sessionCodes.has(refusal.code);

/** Whether asking the same again can help. Errors that are neither of the two above are bugs, and do not pass. */
export const isPassing = (error: unknown): boolean =>
  error instanceof Unreachable || (error instanceof Refused && refusals[error.refusal.code].retry);
