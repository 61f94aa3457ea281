/**
 * Whose password a form is about, where it need not be asked: password managers pair the two. They look for a text field,
 * which may be out of sight, and pass over inputs of the type `hidden`.
 */
export const AccountField = ({ email }: { email: string }) => (
  <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
);
