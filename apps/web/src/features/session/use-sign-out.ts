import { use } from 'react';
import { useStore } from 'react-redux';
import { ClientContext } from '../connection/client-context';
import { selectLogs, unsentIn } from '../messages/messages-slice';
import { useEndSession } from './session-context';

/** Signs out; `ask` first where something is unsent, or where that is not known yet: it would be deleted. */
export const useSignOut = (ask: () => void): (() => void) => {
  const client = use(ClientContext);
  const store = useStore<Parameters<typeof selectLogs>[0]>();
  const end = useEndSession();
  return () => {
    if (!client || unsentIn(selectLogs(store.getState())) > 0) ask();
    else void end();
  };
};
