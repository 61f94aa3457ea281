// A password between sign-up and its confirmation, so that nothing is asked twice. In memory only: a reload forgets it,
// and the person signs in by hand.
let pending: { email: string; password: string } | undefined;

export const rememberPassword = (email: string, password: string): void => {
  pending = { email, password };
};

/** Whether this is the password that was given for `email` on this page. */
export const isPending = (email: string, password: string): boolean =>
  pending?.email.toLowerCase() === email.toLowerCase() && pending.password === password;

/** The password given for `email` on this page, once. */
export const takePassword = (email: string): string | undefined => {
  const password = pending?.email === email ? pending.password : undefined;
  pending = undefined;
  return password;
};
