import type { Person } from '@parley/protocol';
import { Dialog } from '../../ui/dialog';
import type { Untold } from './use-ruling';

/** Says what counts and what does not where the sign-in service could not be told, and tells it again. */
export const UntoldDialog = ({
  person,
  untold,
  onAgain,
  onClose,
}: {
  person: Person;
  untold: Untold;
  /** Resolves to undefined when it was told, or to what to tell whoever asked. */
  onAgain(): Promise<string | undefined>;
  onClose(): void;
}) => (
  <Dialog
    title="The sign-in service was not told"
    action="Tell the sign-in service again"
    onAction={onAgain}
    onClose={onClose}
  >
    {untold === 'people.suspend' ? (
      <div>
        <bdi>{person.name}</bdi> is suspended here, and put out on every device. Their account at the sign-in service is
        not disabled yet: until it is, they can still sign in there, and see nothing of this workspace.
      </div>
    ) : (
      <div>
        <bdi>{person.name}</bdi> is reinstated here. Their account at the sign-in service is still disabled: until it is
        enabled, they cannot sign in.
      </div>
    )}
    <div>
      This page remembers it for as long as you stay.{' '}
      {untold === 'people.suspend'
        ? 'Afterwards, reinstate and suspend them once more.'
        : 'Afterwards, suspend and reinstate them once more.'}
    </div>
  </Dialog>
);
