import { Dialog } from '../../ui/dialog';
import { type Act, capital } from './send-words';

/** UX-MENT-2: more than ten people are about to be notified at once; or would be, by somebody who may not. */
export const EveryoneDialog = ({
  others,
  allowed,
  act,
  onSend,
  onSendQuietly,
  onClose,
}: {
  /** How many are in besides the author; undefined: that could not be read yet. */
  others: number | undefined;
  allowed: boolean;
  act: Act;
  onSend(): void;
  /** With "@everyone" as a word, which calls nobody. */
  onSendQuietly(): void;
  /** Without sending: the text goes back to where it was written. */
  onClose(): void;
}) => {
  const done = (send: () => void) => () => {
    send();
    return Promise.resolve(undefined);
  };
  if (!allowed)
    return (
      <Dialog
        title="You cannot notify everyone here"
        action={`${capital(act)} without notifying`}
        onAction={done(onSendQuietly)}
        onClose={onClose}
      >
        <div>
          More than ten people are in here, so only its owners and moderators may notify everyone. Ask one of them to
          say it, or {act} it so that it notifies nobody.
        </div>
      </Dialog>
    );
  return (
    <Dialog
      title={others === undefined ? 'Notify everyone?' : `Notify ${others} people?`}
      action={`Notify and ${act}`}
      also={{ label: `${capital(act)} without notifying`, go: onSendQuietly }}
      onAction={done(onSend)}
      onClose={onClose}
    >
      <div>
        {others === undefined
          ? 'How many people are in here could not be read yet. It counts as a mention for each of them.'
          : 'It counts as a mention for each of them.'}
      </div>
    </Dialog>
  );
};
