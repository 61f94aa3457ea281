import { failed, triggerFailureOf, waitFor } from './trigger-failures';

/** The pages of an account's way in; one error means different things on different pages. */
export type Step =
  | 'sign-in'
  | 'google'
  | 'totp'
  | 'choose-password'
  | 'sign-up'
  | 'confirm'
  | 'resend'
  | 'forgot'
  | 'reset'
  | 'change-password'
  | 'change-email'
  | 'confirm-email'
  | 'sign-in-again'
  | 'set-up-totp';

/** What to tell the person, and where: next to a field, or above the form. */
export type Failure = {
  field: 'email' | 'name' | 'current' | 'password' | 'code' | 'form';
  message: string;
  /** What they can do about it, besides trying again. */
  next?: 'resend' | 'reset' | 'sign-up' | 'sign-in';
};

const wrongCode: Failure = {
  field: 'code',
  message: 'That code is not right, or too old. Check the newest mail from us, or have another code sent.',
  next: 'resend',
};
const wrongPassword: Failure = {
  field: 'form',
  message: 'That address and password do not go together. Check both, or reset your password.',
  next: 'reset',
};
const policy: Failure = {
  field: 'password',
  message: 'This password does not meet all the rules. Those still open are listed below the field.',
};
const wait = waitFor();

const wrongTotp: Failure = {
  field: 'code',
  message: 'That code is not right. Enter the six digits that your authenticator app shows now.',
};
const usedTotp: Failure = {
  field: 'code',
  message: 'That code was used already. Enter the next one that your app shows.',
};
const tookTooLong: Failure = {
  field: 'form',
  message: 'This step was left open for too long. Sign in again to go on.',
  next: 'sign-in',
};
const tooOld: Failure = {
  field: 'code',
  message: 'That code is too old. Have a new one sent and use it within the hour.',
  next: 'resend',
};
const addressTaken: Failure = {
  field: 'email',
  message: 'Another account has this address. Choose one that no account has.',
};
const signInAgain: Failure = {
  field: 'form',
  message: 'Your session has ended, so nothing was changed. Sign out, and sign in again to go on.',
};
const invitationRanOut: Failure = {
  field: 'form',
  message: 'The password of your invitation has run out. Ask whoever invited you to invite you again.',
};
const notYourPassword: Failure = { field: 'current', message: 'This is not the password of your account.' };

type Rows = Record<string, Failure | Partial<Record<Step, Failure>>>;

// Every outcome that Cognito documents for the calls we make. Whether an account exists must not show: what a stranger
// could tell apart reads the same, and what only concerns existing accounts is answered by `looksDone`.
const rows: Rows = {
  NotAuthorizedException: {
    'sign-in': wrongPassword,
    totp: tookTooLong,
    'choose-password': tookTooLong,
    confirm: wrongCode,
    reset: wrongCode,
    'change-password': notYourPassword,
    'sign-in-again': notYourPassword,
    'confirm-email': signInAgain,
  },
  // What aws-amplify says where it has forgotten the step before.
  SignInException: tookTooLong,
  UserNotFoundException: { 'sign-in': wrongPassword, confirm: wrongCode, reset: wrongCode },
  CodeMismatchException: {
    ...{ totp: wrongTotp, 'set-up-totp': wrongTotp, 'sign-in-again': wrongTotp },
    ...{ confirm: wrongCode, reset: wrongCode, 'confirm-email': wrongCode },
  },
  EnableSoftwareTokenMFAException: wrongTotp,
  ExpiredCodeException: {
    ...{ totp: usedTotp, 'set-up-totp': usedTotp, 'sign-in-again': usedTotp },
    // What Cognito says where there is nobody, too: on the way in it must read like any wrong code.
    ...{ confirm: wrongCode, reset: wrongCode, 'confirm-email': tooOld },
  },
  // Told with the code that was mailed there, so to nobody but who reads that mail.
  AliasExistsException: { confirm: wrongCode, 'confirm-email': addressTaken },
  InvalidPasswordException: policy,
  PasswordHistoryPolicyViolationException: {
    field: 'password',
    message: 'You used this password before. Choose another.',
  },
  InvalidParameterException: {
    'sign-in': wrongPassword,
    'sign-up': {
      field: 'email',
      message: 'This address or password cannot be used. Check both for spaces and typing errors.',
    },
    confirm: wrongCode,
    reset: policy,
    'confirm-email': wrongCode,
  },
  UserLambdaValidationException: {
    'sign-up': { field: 'email', message: 'This address was not taken. Check it, or ask an admin of the workspace.' },
  },
  CodeDeliveryFailureException: {
    field: 'email',
    message: 'The mail with your code could not be sent. Check the address, or try again in a few minutes.',
  },
  TooManyRequestsException: wait,
  TooManyFailedAttemptsException: wait,
  LimitExceededException: wait,
  PasswordResetRequiredException: {
    field: 'form',
    message: 'Your password has to be renewed before you can sign in.',
    next: 'reset',
  },
  NetworkError: {
    field: 'form',
    message: 'The sign-in service cannot be reached. Check your connection, then try again; nothing you typed is lost.',
  },
};

const isFailure = (row: Rows[string]): row is Failure => 'message' in row;
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '');

// Of Google we hear no more than a sentence, with the trigger's refusal in it where it was that.
const googleFailure = (error: unknown): Failure => {
  const cancelled = /cancell?ed|access_denied/i.test(messageOf(error));
  if (cancelled) return { field: 'form', message: 'Signing in with Google was given up before it was done.' };
  return { field: 'form', message: 'Signing in with Google did not work. Try again, or sign in with your password.' };
};

/** Cognito's error in our words. What is not in the table is a fault: the person can only try again. */
export const failureOf = (step: Step, error: unknown): Failure => {
  // Cognito locks an account for a while under the name of a wrong password; the sentence is all that differs.
  if (/attempts exceeded/i.test(messageOf(error))) return wait;
  const refused = triggerFailureOf(messageOf(error));
  if (refused) return refused;
  if (step === 'google' && !isUnreachable(error)) return googleFailure(error);
  // Told to who knows that password alone; to who guesses it is as wrong as any other.
  if (step === 'sign-in' && /temporary password has expired/i.test(messageOf(error))) return invitationRanOut;
  if (step === 'sign-in' && /disabled/i.test(messageOf(error))) return wrongPassword;
  const row = rows[nameOf(error)];
  const failure = row && (isFailure(row) ? row : row[step]);
  return failure ?? failed;
};

const silent: Partial<Record<Step, string[]>> = {
  'sign-up': ['UsernameExistsException'],
  // Where the address is confirmed nothing is counted, so that a limit would tell as well.
  resend: ['UserNotFoundException', 'InvalidParameterException', 'NotAuthorizedException', 'LimitExceededException'],
  forgot: ['UserNotFoundException', 'InvalidParameterException', 'NotAuthorizedException'],
};

/** Errors that would tell a stranger who has an account: the page goes on as if it had worked. */
export const looksDone = (step: Step, error: unknown): boolean => silent[step]?.includes(nameOf(error)) ?? false;

/** Whether the address was confirmed before, by a try whose answer was lost, or long ago. To a stranger that says who has an account. */
export const isConfirmedBefore = (error: unknown): boolean =>
  nameOf(error) === 'NotAuthorizedException' && /current status is confirmed/i.test(messageOf(error));

/** Whether nothing is known of what was asked, and it may be asked again. */
export const isUnreachable = (error: unknown): boolean => nameOf(error) === 'NetworkError';
