import type { RefusalCode } from '@parley/protocol';

/** What somebody reads whom the workspace will not have, in it and on the way in. */
export type TurnedAwayWords = { title: string; text: string };

export const turnedAwayWords: Partial<Record<RefusalCode, TurnedAwayWords>> &
  Record<'suspended' | 'no_profile', TurnedAwayWords> = {
  suspended: {
    title: 'You are suspended',
    text: 'An admin has suspended your account, on all your devices. Ask them to let you in again.',
  },
  no_profile: {
    title: 'You are not in this workspace',
    text: 'Your account has no place here, or not any more. Ask an admin of the workspace.',
  },
};
