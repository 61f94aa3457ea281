import { Button } from '@mantine/core';
import { InvitationToken } from '@parley/protocol';
import { useCallback, useEffect } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { fullTime } from '../../ui/times';
import { ReadNotice } from '../connection/read-notice';
import { useRead } from '../connection/use-read';
import { roleNames } from '../people/ranks';
import { AccountPage } from '../session/account-page';
import { TextLink } from '../session/text-link';
import { useWorkspace } from '../session/workspace';
import { noSuchInvitation, lookAt } from './look-at';

/**
 * `/invite#<token>`. The token lets people in, so it leaves the address at once: from here on it stands in the state of
 * this entry of the history, which is told to nobody and survives a reload.
 */
export const InvitePage = () => {
  const { hash, state } = useLocation();
  const navigate = useNavigate();
  const fromLink = hash.slice(1);
  useEffect(() => {
    if (fromLink) void navigate('/invite', { replace: true, state: { invitation: fromLink } });
  }, [fromLink, navigate]);
  if (fromLink) return null;
  const token = InvitationToken.safeParse((state as { invitation?: unknown } | null)?.invitation);
  return <Invite token={token.data} />;
};

const Invite = ({ token }: { token: string | undefined }) => {
  const { apiUrl } = useWorkspace();
  const look = useRead(
    useCallback(
      () => (token === undefined ? Promise.reject(noSuchInvitation()) : lookAt({ apiUrl, token })),
      [apiUrl, token],
    ),
  );
  const found = look.value;
  return (
    <AccountPage
      title="You are invited"
      lead={
        found && (
          <>
            <bdi>{found.invitedBy}</bdi> invites you to <bdi>{found.workspace}</bdi>.
          </>
        )
      }
      footer={
        <div>
          Have an account? <TextLink to="/sign-in">Sign in</TextLink>
        </div>
      }
    >
      <ReadNotice read={look} />
      {found && (
        <>
          <div>
            You come as: {roleNames[found.role]}. The invitation ends on {fullTime(found.expiresAt)}.
          </div>
          <Button component={Link} to="/sign-up" state={{ invitation: token }} fullWidth>
            Create account
          </Button>
        </>
      )}
    </AccountPage>
  );
};
