import { describe, expect, it } from 'vitest';
import { fetchedLate } from './code-fetched-late';
import { failureOf, looksDone, type Step } from './failures';
import { isTurnedAway } from './trigger-failures';

const thrown = (name: string, message = '') => Object.assign(new Error(message), { name });

describe('what Cognito answers, in our words', () => {
  it('does not tell a wrong password from an account that does not exist', () => {
    const wrong = failureOf('sign-in', thrown('NotAuthorizedException', 'Incorrect username or password.'));
    expect(failureOf('sign-in', thrown('UserNotFoundException'))).toEqual(wrong);
    expect(failureOf('sign-in', thrown('NotAuthorizedException', 'User is disabled.'))).toEqual(wrong);
    expect(wrong).toMatchObject({ field: 'form', next: 'reset' });
  });
  it.each<Step>(['sign-in', 'sign-up', 'google', 'set-up-totp'])(
    'says to look at the connection where what "%s" takes was not fetched before it went',
    async (step) => {
      const offline = new TypeError('Failed to fetch dynamically imported module: https://chat.example.com/a.js');
      const error: unknown = await fetchedLate(Promise.reject(offline)).catch((thrown: unknown) => thrown);
      expect(failureOf(step, error).message).toContain('Check your connection');
      expect(await fetchedLate(Promise.resolve('code'))).toBe('code');
    },
  );
  it('tells who comes too late by an invitation what to do about it', () => {
    const message = 'Temporary password has expired and must be reset by an administrator.';
    expect(failureOf('sign-in', thrown('NotAuthorizedException', message))).toEqual({
      field: 'form',
      message: 'The password of your invitation has run out. Ask whoever invited you to invite you again.',
    });
  });
  it('does not tell a wrong code from an account that is confirmed already or does not exist', () => {
    const wrong = failureOf('confirm', thrown('CodeMismatchException'));
    expect(wrong).toMatchObject({ field: 'code', next: 'resend' });
    const names = ['NotAuthorizedException', 'UserNotFoundException', 'AliasExistsException', 'ExpiredCodeException'];
    for (const name of names) expect(failureOf('confirm', thrown(name, 'Current status is CONFIRMED'))).toEqual(wrong);
  });
  it('goes on as if it had worked, where an error would say who has an account', () => {
    expect(looksDone('sign-up', thrown('UsernameExistsException'))).toBe(true);
    expect(looksDone('forgot', thrown('UserNotFoundException'))).toBe(true);
    expect(looksDone('resend', thrown('InvalidParameterException', 'User is already confirmed.'))).toBe(true);
    // Cognito counts the codes of who waits for one, and not those of who has an account.
    expect(looksDone('resend', thrown('LimitExceededException'))).toBe(true);
    expect(looksDone('sign-in', thrown('UserNotFoundException'))).toBe(false);
    expect(looksDone('forgot', thrown('LimitExceededException'))).toBe(false);
  });
  it.each<[Step, string, string]>([
    ['confirm', 'ExpiredCodeException', 'code'],
    ['sign-up', 'InvalidPasswordException', 'password'],
    ['reset', 'InvalidPasswordException', 'password'],
    ['sign-up', 'UserLambdaValidationException', 'email'],
    ['sign-up', 'CodeDeliveryFailureException', 'email'],
    ['sign-in', 'TooManyRequestsException', 'form'],
    ['forgot', 'LimitExceededException', 'form'],
    ['sign-in', 'PasswordResetRequiredException', 'form'],
    ['sign-in', 'NetworkError', 'form'],
    ['totp', 'CodeMismatchException', 'code'],
    ['totp', 'ExpiredCodeException', 'code'],
    ['totp', 'NotAuthorizedException', 'form'],
    ['choose-password', 'SignInException', 'form'],
    ['set-up-totp', 'EnableSoftwareTokenMFAException', 'code'],
    ['change-password', 'NotAuthorizedException', 'current'],
  ])('at %s, says %s next to the %s', (step, name, field) => {
    expect(failureOf(step, thrown(name)).field).toBe(field);
  });
  it('says to wait when the account is locked, which Cognito calls a wrong password', () => {
    const locked = failureOf('sign-in', thrown('NotAuthorizedException', 'Password attempts exceeded'));
    expect(locked.message).toContain('Wait');
  });
  it('says to wait where our own trigger refused for haste, and not that the address is wrong', () => {
    const hasty = thrown('UserLambdaValidationException', 'PreSignUp failed with error slow_down: That was a lot.');
    expect(failureOf('sign-up', hasty)).toMatchObject({ field: 'form', message: expect.stringContaining('Wait') });
  });
  it.each([
    [1, '1 second'],
    [29_500, '30 seconds'],
    [99_000, '99 seconds'],
    [99_001, '2 minutes'],
    [270_000, '5 minutes'],
  ])('says how long to wait where our trigger did: %i ms is %s', (ms, words) => {
    const said = `PreAuthentication failed with error slow_down: That was a lot. retryAfterMs=${ms}.`;
    expect(failureOf('sign-in', thrown('UserLambdaValidationException', said))).toEqual({
      field: 'form',
      message: `Too many tries. Wait ${words}, then try again.`,
    });
  });
  it.each<[Step, string, string]>([
    ['sign-in', ' retryAfterMs=179500.', '3 minutes'],
    ['totp', ' retryAfterMs=42000', '42 seconds'],
    ['sign-in-again', '', 'a few minutes'],
  ])('[AUTH-3] says at %s that the password was reset, and how long that holds up:%s', (step, more, words) => {
    const said = `PreTokenGeneration failed with error just_reset: A sentence.${more}`;
    expect(failureOf(step, thrown('UserLambdaValidationException', said))).toEqual({
      field: 'form',
      message: `The password of this account was chosen anew just now, on another page. Only that page can sign in at first: wait ${words}, then sign in here with the new password.`,
    });
  });
  it.each<[Step, string, string]>([
    ['sign-in', 'suspended', 'You are suspended. An admin has suspended your account'],
    ['totp', 'suspended', 'You are suspended. An admin has suspended your account'],
    ['google', 'suspended', 'You are suspended. An admin has suspended your account'],
    ['google', 'no_profile', 'You are not in this workspace.'],
    ['google', 'not_invited', 'Ask an admin of it to invite your address.'],
    ['google', 'choose_password', 'Choose one: we mail you a code for it.'],
    ['sign-in', 'choose_password', 'Choose one: we mail you a code for it.'],
    ['sign-in', 'already_here', 'Your address has another account here.'],
    ['sign-up', 'update_needed', 'This page is out of date. Reload it'],
    ['sign-in', 'internal', 'Something went wrong on our side.'],
    ['sign-in', 'busy', 'Something went wrong on our side.'],
    ['google', 'second_step', 'This account has a second step: sign in with your password.'],
  ])('says at %s what our trigger refused with: %s', (step, code, words) => {
    const said = `PreTokenGeneration failed with error ${code}: A sentence. `;
    expect(failureOf(step, thrown('UserLambdaValidationException', said)).message).toContain(words);
  });
  it.each([
    ['PreTokenGeneration failed with error suspended: You are suspended.', true],
    ['PreTokenGeneration failed with error Error: no_profile: Ask an admin.', true],
    ['PreTokenGeneration failed with error choose_password: Choose one.', true],
    ['PreTokenGeneration failed with error internal: Try again.', false],
    ['PreTokenGeneration failed with error second_step: Sign in.', false],
    ['PreTokenGeneration failed with error just_reset: Wait. retryAfterMs=1', false],
    ['Network error', false],
  ])('ends a session by a refusal that stays one, and by nothing else: %s', (said, isOver) => {
    expect(isTurnedAway(thrown('UserLambdaValidationException', said))).toBe(isOver);
  });
  it('takes no word of a trigger for a reason that is none of ours', () => {
    const other = thrown('UserLambdaValidationException', 'PreSignUp failed with error constructor: suspended');
    expect(failureOf('sign-up', other).field).toBe('email');
  });
  it('leads back to the start from a second step that was left open', () => {
    expect(failureOf('totp', thrown('NotAuthorizedException', 'Invalid session')).next).toBe('sign-in');
    expect(failureOf('totp', thrown('CodeMismatchException')).message).toContain('authenticator app');
  });
  it('has a different sentence for each thing that a person would do differently about', () => {
    const names = [
      'NotAuthorizedException',
      'LimitExceededException',
      'PasswordResetRequiredException',
      'NetworkError',
      'Whatever',
    ];
    expect(new Set(names.map((name) => failureOf('sign-in', thrown(name)).message)).size).toBe(names.length);
  });
  it('never shows what a fault says', () => {
    expect(failureOf('sign-in', thrown('InternalErrorException', 'stack: secret')).message).not.toContain('secret');
    expect(failureOf('sign-in', 'no error at all').field).toBe('form');
  });
});
