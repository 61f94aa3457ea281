import { useCallback, useEffect, useMemo, useState } from 'react';
import { troubleText } from '../connection/trouble-text';
import { useWorkspace } from '../session/workspace';
import { invitationInHand } from './invitation-in-hand';
import { isNoInvitation, type Look, lookAt } from './look-at';

/** The invitation that somebody comes by, as the server knows it now. */
export type Found =
  /** They came by none, or it is not in this tab. */
  | { state: 'none' }
  | { state: 'loading' }
  | { state: 'open'; token: string; look: Look }
  /** It has ended, was used up or revoked; or a part of its link was lost. */
  | { state: 'ended' }
  | { state: 'failed'; why: string };

/** Looks at the invitation in hand as a page opens; `again`: something came of it that it did not promise. */
export const useInvitation = (): Found & { again(): void } => {
  const { apiUrl } = useWorkspace();
  const inHand = invitationInHand();
  const { token, email } = inHand ?? {};
  const isNone = inHand === undefined;
  const [answer, setAnswer] = useState<{ token: string; found: Found }>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (!token) return;
    let left = false;
    const tell = (found: Found) => !left && setAnswer({ token, found });
    lookAt({ apiUrl, token, ...(email !== undefined && { email }) }).then(
      (look) => tell({ state: 'open', token, look }),
      (error: unknown) =>
        tell(isNoInvitation(error) ? { state: 'ended' } : { state: 'failed', why: troubleText(error) }),
    );
    return () => {
      left = true;
    };
  }, [apiUrl, token, email, attempt]);
  const again = useCallback(() => setAttempt((nth) => nth + 1), []);
  return useMemo(() => {
    if (isNone) return { state: 'none', again };
    if (!token) return { state: 'ended', again };
    return { ...(answer?.token === token ? answer.found : { state: 'loading' as const }), again };
  }, [isNone, token, answer, again]);
};
