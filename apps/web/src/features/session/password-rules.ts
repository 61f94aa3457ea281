/** The user pool's password policy (Cognito's default: 8 characters, all four kinds), as rules that tick. */
export const passwordRules: { label: string; holds: (password: string) => boolean }[] = [
  { label: 'At least 8 characters', holds: (password) => password.length >= 8 },
  { label: 'A lower-case letter', holds: (password) => /[a-z]/.test(password) },
  { label: 'An upper-case letter', holds: (password) => /[A-Z]/.test(password) },
  { label: 'A number', holds: (password) => /[0-9]/.test(password) },
  // The characters that Cognito's developer guide lists.
  { label: 'A symbol, such as ! or -', holds: (password) => /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/.test(password) },
  { label: 'No space at either end', holds: (password) => password !== '' && password === password.trim() },
];

export const meetsRules = (password: string): boolean => passwordRules.every(({ holds }) => holds(password));
