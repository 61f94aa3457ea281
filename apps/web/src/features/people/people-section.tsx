import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { Person, WorkspaceRole } from '@parley/protocol';
import { useEffect, useState } from 'react';
import { useSelector } from 'react-redux';
import { Dialog } from '../../ui/dialog';
import { Notice } from '../../ui/notice';
import { Section } from '../../ui/section';
import { AttemptNotice } from '../connection/attempt-notice';
import { useClient } from '../connection/client-context';
import { troubleText } from '../connection/trouble-text';
import { useAttempt } from '../connection/use-attempt';
import { selectMyId, selectMyRole } from '../session/session-slice';
import classes from '../../ui/settings.module.css';
import { PersonRow } from './person-row';
import { roleNames, ruledBy } from './ranks';
import { ResetSecondStepDialog } from './reset-second-step-dialog';
import { useDirectory } from './use-directory';

/** So long a pause in typing is worth a search. */
const pauseMs = 300;

/** Everybody, and what admins may do about them. */
export const PeopleSection = () => {
  const client = useClient();
  const myId = useSelector(selectMyId);
  const myRole = useSelector(selectMyRole) ?? 'guest';
  const [typed, setTyped] = useState('');
  const [prefix, setPrefix] = useState('');
  const directory = useDirectory(prefix);
  const attempt = useAttempt();
  const [asks, setAsks] = useState<Person>();
  const [resets, setResets] = useState<Person>();
  /** What was done in a dialog. */
  const [said, setSaid] = useState<string>();
  useEffect(() => {
    const timer = setTimeout(() => setPrefix(typed.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [typed]);

  const act = (work: () => Promise<{ person: Person }>, done: string) => {
    setSaid(undefined);
    void attempt.run(async () => directory.replace((await work()).person), done);
  };
  const changeRole = (person: Person, role: WorkspaceRole) =>
    act(
      () => client.ask('people.role', { personId: person.id, role }),
      `${person.name} is ${roleNames[role].toLowerCase()} now.`,
    );
  const reinstate = (person: Person) =>
    act(() => client.ask('people.reinstate', { personId: person.id }), `${person.name} may come in again.`);
  const suspend = async (person: Person) => {
    try {
      directory.replace((await client.ask('people.suspend', { personId: person.id })).person);
    } catch (error) {
      return troubleText(error);
    }
    setAsks(undefined);
    return undefined;
  };

  return (
    <Section title="People" lead="Everybody in this workspace.">
      <TextInput
        label="Find people"
        description="By the beginning of a name or a handle."
        type="search"
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <AttemptNotice attempt={attempt} />
      {said && <Notice tone="ok">{said}</Notice>}
      {directory.trouble && <div role="alert">{directory.trouble}</div>}
      {directory.people?.length === 0 && <div className={classes.note}>Nobody is called that.</div>}
      <ul className={classes.rows} aria-label="People">
        {directory.people?.map((person) => {
          const role = person.role ?? 'member';
          const isSuspended = person.status === 'suspended';
          const mayRule = person.id !== myId && ruledBy(myRole).includes(role);
          return (
            <PersonRow key={person.id} person={person} {...(isSuspended && { note: 'suspended' })}>
              {mayRule ? (
                <>
                  <NativeSelect
                    aria-label={`Role of ${person.name}`}
                    value={role}
                    disabled={attempt.busy}
                    onChange={(event) => changeRole(person, event.currentTarget.value as WorkspaceRole)}
                    data={ruledBy(myRole).map((value) => ({ value, label: roleNames[value] }))}
                  />
                  <Button
                    variant="default"
                    disabled={attempt.busy}
                    aria-label={`${isSuspended ? 'Reinstate' : 'Suspend'} ${person.name}`}
                    onClick={() => (isSuspended ? reinstate(person) : setAsks(person))}
                  >
                    {isSuspended ? 'Reinstate' : 'Suspend'}
                  </Button>
                  <Button
                    variant="default"
                    disabled={attempt.busy}
                    aria-label={`Reset second step of ${person.name}`}
                    onClick={() => setResets(person)}
                  >
                    Reset second step
                  </Button>
                </>
              ) : (
                <span className={classes.note}>{person.id === myId ? `${roleNames[role]}, you` : roleNames[role]}</span>
              )}
            </PersonRow>
          );
        })}
      </ul>
      {directory.more && (
        <Button variant="default" onClick={directory.more}>
          Show more
        </Button>
      )}
      {resets && (
        <ResetSecondStepDialog
          person={resets}
          onDone={() => {
            setSaid(`The password of ${resets.name} lets them in by itself now.`);
            setResets(undefined);
          }}
          onClose={() => setResets(undefined)}
        />
      )}
      {asks && (
        <Dialog
          title="Suspend this person?"
          action="Suspend"
          danger
          onAction={() => suspend(asks)}
          onClose={() => setAsks(undefined)}
        >
          <div>
            <bdi>{asks.name}</bdi> is put out within seconds, on every device. Everything of theirs stays, and you can
            let them in again.
          </div>
        </Dialog>
      )}
    </Section>
  );
};
