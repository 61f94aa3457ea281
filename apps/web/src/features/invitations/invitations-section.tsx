import { Button } from '@mantine/core';
import type { Invitation } from '@parley/protocol';
import { useCallback, useState } from 'react';
import { Dialog } from '../../ui/dialog';
import { Section } from '../../ui/section';
import { fullTime } from '../../ui/times';
import { useNow } from '../../ui/use-now';
import classes from '../../ui/settings.module.css';
import { useClient } from '../connection/client-context';
import { ReadNotice } from '../connection/read-notice';
import { troubleText } from '../connection/trouble-text';
import { useRead } from '../connection/use-read';
import { roleNames } from '../people/ranks';
import { InviteForm } from './invite-form';
import { standingOf } from './standing';

/** Ways in: makes new ones, shows those there are, ends them. */
export const InvitationsSection = () => {
  const client = useClient();
  const readAll = useCallback(async () => {
    const found: Invitation[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await client.ask('invitations.list', cursor ? { cursor } : {});
      found.push(...page.invitations);
      cursor = page.cursor;
      if (!cursor) return found;
    }
  }, [client]);
  const invitations = useRead(readAll);
  const [asks, setAsks] = useState<Invitation>();
  const now = useNow(60_000);
  const revoke = async ({ id }: Invitation) => {
    try {
      await client.ask('invitations.revoke', { invitationId: id });
    } catch (error) {
      return troubleText(error);
    }
    setAsks(undefined);
    invitations.again();
    return undefined;
  };
  return (
    <>
      <Section title="Invite people" lead="By a link that you pass on, or by a mail from us.">
        <InviteForm onMade={invitations.again} />
      </Section>
      <Section title="Invitations">
        <ReadNotice read={invitations} />
        {invitations.value?.length === 0 && <div className={classes.note}>There are none yet.</div>}
        {invitations.value && invitations.value.length > 0 && (
          <ul className={classes.rows} aria-label="Invitations">
            {invitations.value.map((one) => {
              const standing = standingOf(one, now);
              const called = one.email ?? `Link of ${fullTime(one.createdAt)}`;
              return (
                <li key={one.id} className={classes.row}>
                  <div className={classes.main}>
                    <div className={classes.name}>{called}</div>
                    <div className={classes.note}>
                      {`${roleNames[one.role]} · used ${one.uses} of ${one.mostUses} · `}
                      {standing === 'open' ? `until ${fullTime(one.expiresAt)}` : standing}
                    </div>
                  </div>
                  {standing === 'open' && (
                    <Button variant="default" aria-label={`Revoke ${called}`} onClick={() => setAsks(one)}>
                      Revoke
                    </Button>
                  )}
                </li>
              );
            })}
          </ul>
        )}
      </Section>
      {asks && (
        <Dialog
          title="Revoke this invitation?"
          action="Revoke"
          danger
          onAction={() => revoke(asks)}
          onClose={() => setAsks(undefined)}
        >
          <div>Nobody can come in by it any more. Who came by it stays.</div>
          {asks.email !== undefined && <div>The password in the mail opens nothing from then on.</div>}
        </Dialog>
      )}
    </>
  );
};
