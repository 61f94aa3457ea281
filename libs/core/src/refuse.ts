import { type Refusal, type RefusalCode, refusal } from '@parley/protocol';

/** Thrown by a use case that will not; the door answers with its refusal. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(because: Refusal) {
    super(`${because.code}: ${because.message}`);
    this.name = 'Refused';
    this.refusal = because;
  }
}

/** Ends a use case with a reason of the closed table, in its own words or in better ones. */
export function refuse(code: RefusalCode, message?: string): never {
  throw new Refused(refusal(code, message));
}
