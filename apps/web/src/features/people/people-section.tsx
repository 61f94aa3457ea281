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
import { UntoldDialog } from './untold-dialog';
import { useDirectory } from './use-directory';
import { type Untold, useRuling } from './use-ruling';

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
  const ruling = useRuling(directory.replace);
  const attempt = useAttempt();
  /** Who is shown as the server has them, while the sign-in service was not told of it. */
  const [untold, setUntold] = useState<Person>();
  const [asks, setAsks] = useState<Person>();
  const [resets, setResets] = useState<Person>();
  /** What was done in a dialog. */
  const [said, setSaid] = useState<string>();
  useEffect(() => {
    const timer = setTimeout(() => setPrefix(typed.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [typed]);

  const changeRole = (person: Person, role: WorkspaceRole) => {
    setSaid(undefined);
    const change = async () =>
      directory.replace((await client.ask('people.role', { personId: person.id, role })).person);
    void attempt.run(change, `${person.name} is ${roleNames[role].toLowerCase()} now.`);
  };
  const saying: Record<Untold, (name: string) => string> = {
    'people.suspend': (name) => `${name} is suspended.`,
    'people.reinstate': (name) => `${name} may come in again.`,
  };
  const reinstate = (person: Person) => {
    setSaid(undefined);
    void attempt.run(async () => {
      if (await ruling.rule('people.reinstate', person)) setSaid(saying['people.reinstate'](person.name));
      else setUntold(person);
    });
  };
  const suspend = async (person: Person) => {
    try {
      if (!(await ruling.rule('people.suspend', person))) setUntold(person);
    } catch (error) {
      return troubleText(error);
    }
    setAsks(undefined);
    return undefined;
  };
  const tellAgain = async (type: Untold, person: Person) => {
    try {
      if (!(await ruling.rule(type, person)))
        return 'The sign-in service still could not be told. Try again in a moment.';
    } catch (error) {
      return troubleText(error);
    }
    setUntold(undefined);
    setSaid(`${saying[type](person.name)} The sign-in service knows.`);
    return undefined;
  };
  const untoldAct = untold && ruling.untoldOf(untold.id);

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
          const isUntold = ruling.untoldOf(person.id) !== undefined;
          const notes = [isSuspended && 'suspended', isUntold && 'the sign-in service was not told'].filter(Boolean);
          const mayRule = person.id !== myId && ruledBy(myRole).includes(role);
          return (
            <PersonRow key={person.id} person={person} {...(notes.length > 0 && { note: notes.join(' · ') })}>
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
                  {isUntold && (
                    <Button
                      variant="default"
                      disabled={attempt.busy}
                      aria-label={`Tell again about ${person.name}`}
                      onClick={() => setUntold(person)}
                    >
                      Tell again
                    </Button>
                  )}
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
      {untold && untoldAct && (
        <UntoldDialog
          person={untold}
          untold={untoldAct}
          onAgain={() => tellAgain(untoldAct, untold)}
          onClose={() => setUntold(undefined)}
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
