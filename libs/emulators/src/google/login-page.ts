import { escapeHtml } from '../html';
import type { GoogleAccount } from './accounts';

/** The form in which somebody chooses who to be; `action` is where it is sent, `wrong` what was wrong with the last try. */
export const loginForm = (
  accounts: readonly GoogleAccount[],
  { action, hint = '', wrong }: { action: string; hint?: string | undefined; wrong?: string },
): string => {
  const buttons = accounts.map(
    ({ email, name }) =>
      `<p><button name="email" value="${escapeHtml(email)}" formnovalidate>${escapeHtml(name)}, ${escapeHtml(email)}</button></p>`,
  );
  return `<p>This plays Google for what runs on this computer. Nothing leaves it, and no password is asked.</p>
${wrong === undefined ? '' : `<p role="alert">${escapeHtml(wrong)}</p>`}
<form method="post" action="${escapeHtml(action)}">
${buttons.join('\n')}
</form>
<form method="post" action="${escapeHtml(action)}">
<label for="email">Or another e-mail address</label>
<input id="email" name="email" type="email" required autocomplete="email" value="${escapeHtml(hint)}">
<button>Continue</button>
</form>
<form method="post" action="${escapeHtml(action)}"><button name="cancel" value="1">Cancel</button></form>`;
};
