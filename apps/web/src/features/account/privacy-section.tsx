import { Button, Switch } from '@mantine/core';
import { useCallback } from 'react';
import { useDispatch, useSelector } from 'react-redux';
import { Section } from '../../ui/section';
import { AttemptNotice } from '../connection/attempt-notice';
import { useClient } from '../connection/client-context';
import { ReadNotice } from '../connection/read-notice';
import { useAttempt } from '../connection/use-attempt';
import { useRead } from '../connection/use-read';
import { blockChanged } from '../people/people-slice';
import { PersonRow } from '../people/person-row';
import classes from '../../ui/settings.module.css';
import { selectSettings } from '../session/session-slice';

/** What others are told of me, and whom I do not hear from. */
export const PrivacySection = () => (
  <>
    <Receipts />
    <Blocked />
  </>
);

const Receipts = () => {
  const client = useClient();
  const attempt = useAttempt();
  // Read anew: it may have been changed on another device.
  const read = useRead(useCallback(() => client.settings(), [client]));
  const settings = useSelector(selectSettings);
  const change = (readReceipts: boolean) =>
    void attempt.run(
      () => client.changeSettings({ readReceipts }),
      readReceipts ? 'Read receipts are on.' : 'Read receipts are off.',
    );
  return (
    <Section title="Read receipts">
      <ReadNotice read={read} />
      {settings && (
        <Switch
          label="Read receipts"
          description="Others see what you have read, and you see what they have."
          checked={settings.readReceipts}
          disabled={attempt.busy}
          onChange={(event) => change(event.currentTarget.checked)}
        />
      )}
      <AttemptNotice attempt={attempt} />
    </Section>
  );
};

const Blocked = () => {
  const client = useClient();
  const attempt = useAttempt();
  const readAll = useCallback(async () => {
    const { people: ids } = await client.ask('people.blocked', {});
    const pages = Array.from({ length: Math.ceil(ids.length / 100) }, (_, i) => ids.slice(100 * i, 100 * (i + 1)));
    const found = await Promise.all(pages.map((page) => client.ask('people.find', { ids: page })));
    return found.flatMap(({ people }) => people);
  }, [client]);
  const blocked = useRead(readAll);
  const dispatch = useDispatch();
  const unblock = async (personId: string) => {
    await client.ask('people.unblock', { personId });
    dispatch(blockChanged({ id: personId, blocked: false }));
  };
  return (
    <Section title="Blocked people" lead="They cannot write to you directly. They are not told.">
      <ReadNotice read={blocked} />
      {blocked.value?.length === 0 && <div className={classes.note}>You have blocked nobody.</div>}
      {blocked.value && blocked.value.length > 0 && (
        <ul className={classes.rows} aria-label="Blocked people">
          {blocked.value.map((person) => (
            <PersonRow key={person.id} person={person}>
              <Button
                variant="default"
                aria-label={`Unblock ${person.name}`}
                onClick={() =>
                  void attempt
                    .run(() => unblock(person.id), `${person.name} is not blocked any more.`)
                    .then(blocked.again)
                }
              >
                Unblock
              </Button>
            </PersonRow>
          ))}
        </ul>
      )}
      <AttemptNotice attempt={attempt} />
    </Section>
  );
};
