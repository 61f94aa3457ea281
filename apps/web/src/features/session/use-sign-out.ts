import { useStore } from 'react-redux';
import { selectIsUnsentRead } from '../connection/connection-slice';
import { selectLogs, unsentIn } from '../messages/messages-slice';
import { useEndSession } from './session-context';

type Known = Parameters<typeof selectLogs>[0] & Parameters<typeof selectIsUnsentRead>[0];

/** Signs out; `ask` first where something is unsent, or where that is not known yet: it would be deleted. */
export const useSignOut = (ask: () => void): (() => void) => {
  const store = useStore<Known>();
  const end = useEndSession();
  return () => {
    const known = store.getState();
    if (!selectIsUnsentRead(known) || unsentIn(selectLogs(known)) > 0) ask();
    else void end();
  };
};
