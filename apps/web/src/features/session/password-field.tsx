import { PasswordInput } from '@mantine/core';
import { IconCheck, IconCircle } from '@tabler/icons-react';
import { useId } from 'react';
import classes from './account-page.module.css';
import { passwordRules } from './password-rules';

type Props = { label: string; value: string; onChange(value: string): void; error?: string | undefined };

/** The password of an account that exists. */
export const CurrentPassword = ({
  label,
  name = 'password',
  value,
  onChange,
  error,
  autoFocus = false,
}: Props & { name?: string; autoFocus?: boolean }) => (
  <PasswordInput
    label={label}
    name={name}
    autoComplete="current-password"
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
    error={error}
    aria-invalid={error !== undefined}
    visibilityToggleButtonProps={{ 'aria-label': 'Show password', tabIndex: 0 }}
    autoFocus={autoFocus}
    required
    withAsterisk={false}
  />
);

/** A new password, with rules that tick as they are met. */
export const NewPassword = ({ label, value, onChange, error }: Props) => {
  const rules = useId();
  return (
    <>
      <PasswordInput
        label={label}
        name="password"
        autoComplete="new-password"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
        aria-invalid={error !== undefined}
        aria-describedby={rules}
        visibilityToggleButtonProps={{ 'aria-label': 'Show password', tabIndex: 0 }}
        required
        withAsterisk={false}
      />
      <ul className={classes.rules} id={rules} aria-label="Password rules">
        {passwordRules.map(({ label: rule, holds }) => {
          const met = holds(value);
          return (
            <li key={rule} className={classes.rule} {...(met && { 'data-met': true })}>
              {met ? <IconCheck size={14} aria-hidden /> : <IconCircle size={14} aria-hidden />}
              {rule}
              {met && <span className="p-hidden">, met</span>}
            </li>
          );
        })}
      </ul>
    </>
  );
};
