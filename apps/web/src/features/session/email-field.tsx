import { TextInput } from '@mantine/core';

/** An e-mail address that stands for an account. */
export const EmailField = ({
  value,
  onChange,
  error,
  autoFocus = false,
}: {
  value: string;
  onChange(value: string): void;
  error?: string | undefined;
  autoFocus?: boolean;
}) => (
  <TextInput
    label="E-mail"
    name="email"
    type="email"
    // `username` is what password managers pair with the password.
    autoComplete="username"
    inputMode="email"
    autoCapitalize="none"
    spellCheck={false}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
    error={error}
    autoFocus={autoFocus}
    required
    withAsterisk={false}
  />
);
