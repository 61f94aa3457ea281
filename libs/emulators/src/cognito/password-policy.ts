import { fail } from './fault';

/** The characters that Cognito's developer guide lists as symbols; a space counts inside, never at either end. */
const symbols = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

const rules: [(password: string) => boolean, string][] = [
  [(password) => password.length >= 8, 'Password not long enough'],
  [(password) => /[a-z]/.test(password), 'Password must have lowercase characters'],
  [(password) => /[A-Z]/.test(password), 'Password must have uppercase characters'],
  [(password) => /[0-9]/.test(password), 'Password must have numeric characters'],
  [(password) => symbols.test(password), 'Password must have symbol characters'],
];

/** Refuses a new password that the pool's policy (Cognito's default: 8 characters, all four kinds) does not allow. */
export const requirePolicy = (password: string): void => {
  if (!/^\S+.*\S+$/.test(password)) {
    fail(
      'InvalidParameterException',
      "1 validation error detected: Value at 'password' failed to satisfy constraint: " +
        'Member must satisfy regular expression pattern: ^[\\S]+.*[\\S]+$',
    );
  }
  const broken = rules.find(([holds]) => !holds(password));
  if (broken) fail('InvalidPasswordException', `Password did not conform with policy: ${broken[1]}`);
};
