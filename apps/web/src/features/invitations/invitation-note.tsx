import { Button } from '@mantine/core';
import { Notice } from '../../ui/notice';
import { fullTime } from '../../ui/times';
import { roleNames } from '../people/ranks';
import type { Look } from './look-at';
import type { useInvitation } from './use-invitation';

/** Who invites, to what and as what, until when. */
export const InvitationTerms = ({ look: { invitedBy, workspace, role, expiresAt } }: { look: Look }) => (
  <>
    <bdi>{invitedBy}</bdi> invites you to <bdi>{workspace}</bdi>. You come as: {roleNames[role]}. The invitation ends on{' '}
    {fullTime(expiresAt)}.
  </>
);

/** On a form of the way in: what somebody comes by, if anything. */
export const InvitationNote = ({ invitation }: { invitation: ReturnType<typeof useInvitation> }) => {
  switch (invitation.state) {
    case 'none':
    case 'loading':
      return null;
    case 'open':
      return (
        <Notice tone="info">
          <InvitationTerms look={invitation.look} />
        </Notice>
      );
    case 'ended':
      return (
        <Notice tone="danger">
          The invitation that you came by is not valid any more. Ask whoever sent it for a new link.
        </Notice>
      );
    case 'failed':
      return (
        <Notice tone="danger">
          Your invitation could not be looked up. {invitation.why}{' '}
          <Button variant="subtle" size="compact-sm" onClick={invitation.again}>
            Try again
          </Button>
        </Notice>
      );
  }
};
