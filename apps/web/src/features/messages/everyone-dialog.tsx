import { Dialog } from '../../ui/dialog';

/** UX-MENT-2: more than ten people are about to be notified at once; or would be, by somebody who may not. */
export const EveryoneDialog = ({
  others,
  allowed,
  onSend,
  onSendQuietly,
  onClose,
}: {
  /** How many are in besides the author; undefined: that could not be read yet. */
  others: number | undefined;
  allowed: boolean;
  onSend(): void;
  /** With "@everyone" as a word, which calls nobody. */
  onSendQuietly(): void;
  /** Without sending: the text goes back to the composer. */
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
        action="Send without notifying"
        onAction={done(onSendQuietly)}
        onClose={onClose}
      >
        <div>
          More than ten people are in here, so only its owners and moderators may notify everyone. Ask one of them to
          say it, or send it so that it notifies nobody.
        </div>
      </Dialog>
    );
  return (
    <Dialog
      title={others === undefined ? 'Notify everyone?' : `Notify ${others} people?`}
      action="Notify and send"
      also={{ label: 'Send without notifying', go: onSendQuietly }}
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
