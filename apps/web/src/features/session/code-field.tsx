import { TextInput } from '@mantine/core';
import classes from './account-page.module.css';

/** One field for six digits: takes a pasted "123 456" and the code that a phone offers. */
export const CodeField = ({
  value,
  onChange,
  onComplete,
  error,
  label = 'Code',
  autoFocus = false,
}: {
  value: string;
  label?: string;
  onChange(code: string): void;
  /** The sixth digit is there. */
  onComplete?(code: string): void;
  error?: string | undefined;
  autoFocus?: boolean;
}) => (
  <TextInput
    className={classes.code}
    label={label}
    name="code"
    autoComplete="one-time-code"
    inputMode="numeric"
    dir="ltr"
    placeholder="······"
    value={value}
    onChange={(event) => {
      const code = digits(event.currentTarget.value);
      onChange(code);
      if (code.length === 6 && code !== value) onComplete?.(code);
    }}
    error={error}
    autoFocus={autoFocus}
    required
    withAsterisk={false}
  />
);

/** The first six digits of whatever was typed or pasted. */
export const digits = (text: string): string => text.replace(/\D/g, '').slice(0, 6);
