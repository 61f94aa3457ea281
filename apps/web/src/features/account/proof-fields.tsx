import { CodeField } from '../session/code-field';
import type { Failure } from '../session/failures';
import { CurrentPassword } from '../session/password-field';
import type { Proof } from './use-proof';

/** The password, and beside it a code of the app once one is due. */
export const ProofFields = ({
  proof: { password, setPassword, code, setCode, isCodeDue },
  errorOf,
}: {
  proof: Proof;
  errorOf(field: Failure['field']): string | undefined;
}) => (
  <>
    <CurrentPassword
      label="Your password"
      name="current"
      value={password}
      onChange={setPassword}
      error={errorOf('current')}
    />
    {isCodeDue && (
      <CodeField label="Code from the app" value={code} onChange={setCode} error={errorOf('code')} autoFocus />
    )}
  </>
);
