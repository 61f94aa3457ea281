import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { ReadNotice } from '../connection/read-notice';
import { AccountPage } from '../session/account-page';
import { TextLink } from '../session/text-link';
import { keepInvitation } from './invitation-in-hand';
import { InvitationTerms } from './invitation-note';
import { useInvitation } from './use-invitation';

/**
 * `/invite#<token>`. The token lets people in, so it leaves the address at once, and stays in the tab until somebody is
 * signed in.
 */
export const InvitePage = () => {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const fromLink = hash.slice(1);
  useEffect(() => {
    if (!fromLink) return;
    keepInvitation(fromLink);
    void navigate('/invite', { replace: true });
  }, [fromLink, navigate]);
  return fromLink ? null : <Invite />;
};

const signIn = (
  <div>
    Have an account? <TextLink to="/sign-in">Sign in</TextLink>
  </div>
);

const Invite = () => {
  const invitation = useInvitation();
  switch (invitation.state) {
    case 'open':
      return (
        <AccountPage title="You are invited" lead={<InvitationTerms look={invitation.look} />} footer={signIn}>
          <Button component={Link} to="/sign-up" fullWidth>
            Create account
          </Button>
        </AccountPage>
      );
    case 'loading':
    case 'failed':
      return (
        <AccountPage title="You are invited" footer={signIn}>
          <ReadNotice
            read={{
              value: undefined,
              trouble: invitation.state === 'failed' ? invitation.why : undefined,
              again: invitation.again,
            }}
          />
        </AccountPage>
      );
    case 'ended':
      return (
        <AccountPage
          title="This invitation is not valid any more"
          lead="It has ended, was used up or was withdrawn; or a part of the link was lost on its way to you."
        >
          <div>
            Open the whole link as it was sent to you. If that does not help, ask whoever sent it for a new one. If you
            made your account by it already, sign in.
          </div>
          <Button component={Link} to="/sign-in" fullWidth>
            Sign in
          </Button>
        </AccountPage>
      );
    case 'none':
      return (
        <AccountPage title="Open your invitation again" footer={signIn}>
          <div>
            This tab holds no invitation: it is kept until somebody signs in here. Open the link that was sent to you
            once more.
          </div>
        </AccountPage>
      );
  }
};
