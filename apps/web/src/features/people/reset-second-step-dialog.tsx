import type { Person } from '@parley/protocol';
import { Dialog } from '../../ui/dialog';
import { useClient } from '../connection/client-context';
import { troubleText } from '../connection/trouble-text';

/** Asks before somebody's password alone lets them in. Nobody else tells them, so whoever does it is asked to. */
export const ResetSecondStepDialog = ({
  person,
  onDone,
  onClose,
}: {
  person: Person;
  onDone(): void;
  onClose(): void;
}) => {
  const client = useClient();
  const reset = async () => {
    try {
      await client.ask('people.resetSecondStep', { personId: person.id });
    } catch (error) {
      return troubleText(error);
    }
    onDone();
    return undefined;
  };
  return (
    <Dialog title="Take the second step off this account?" action="Take off" danger onAction={reset} onClose={onClose}>
      <div>
        For somebody who lost their authenticator app. From then on the password alone lets <bdi>{person.name}</bdi> in,
        until they set up another app. Where they are signed in, they stay so.
      </div>
      <div>Make sure that it is they who ask, and tell them once it is done: Parley does not.</div>
    </Dialog>
  );
};
