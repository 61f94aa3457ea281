import { TextInput } from '@mantine/core';

/** An e-mail address that stands for an account. */
export const EmailField = ({
  value,
  onChange,
  error,
  label = 'E-mail',
  autoComplete = 'username',
  autoFocus = false,
}: {
  value: string;
  label?: string;
  /** `username` is what password managers pair with the password. */
  autoComplete?: 'username' | 'email';
  onChange(value: string): void;
  error?: string | undefined;
  autoFocus?: boolean;
}) => (
  <TextInput
    label={label}
    name="email"
    type="email"
    autoComplete={autoComplete}
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
