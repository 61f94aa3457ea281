/** The exceptions of the service that this emulator answers with. The name is what a client sees as `error.name`. */
export type FaultCode =
  | 'AliasExistsException'
  | 'CodeMismatchException'
  | 'EnableSoftwareTokenMFAException'
  | 'ExpiredCodeException'
  | 'GroupExistsException'
  | 'InvalidLambdaResponseException'
  | 'InvalidParameterException'
  | 'InvalidPasswordException'
  | 'LimitExceededException'
  | 'NotAuthorizedException'
  | 'RefreshTokenReuseException'
  | 'RequestEntityTooLargeException'
  | 'ResourceNotFoundException'
  | 'SerializationException'
  | 'SoftwareTokenMFANotFoundException'
  | 'UnknownOperationException'
  | 'UnsupportedTokenTypeException'
  | 'UnsupportedUserStateException'
  | 'UserLambdaValidationException'
  | 'UserNotConfirmedException'
  | 'UserNotFoundException'
  | 'UsernameExistsException';

/** A refusal in the service's own words; anything else that is thrown is a bug and leaves as a 500 without details. */
export class Fault extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Refuses the request that is being handled. */
export function fail(code: FaultCode, message: string): never {
  throw new Fault(code, message);
}

/** The one answer to a wrong password, an unknown person and a stale challenge, so that none can be told from another. */
export function wrongCredentials(): never {
  fail('NotAuthorizedException', 'Incorrect username or password.');
}
