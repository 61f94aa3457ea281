import { createContext, type ReactNode, use, useMemo } from 'react';
import { useSelector } from 'react-redux';
import { useAfter } from '../../ui/use-after';
import { selectLogs, unsentOf } from '../messages/messages-slice';
import { selectStatus } from './connection-slice';

/** UX-CONN-1: trouble shorter than this is not worth a word. */
const patienceMs = 4_000;
const inTrouble = new Set(['connecting', 'catching-up', 'offline']);

type State = Parameters<typeof selectLogs>[0];
const selectHasUnsent = (state: State): boolean => unsentOf(selectLogs(state)).length > 0;
const selectHasFailed = (state: State): boolean => unsentOf(selectLogs(state)).some((one) => one.state === 'failed');

type Trouble = {
  /** The connection has been in trouble for long enough to say so. */
  connection: boolean;
  /** So long has something of mine been unsent, or it was refused. */
  unsent: boolean;
};
const TroubleContext = createContext<Trouble>({ connection: false, unsent: false });
export const useTrouble = (): Trouble => use(TroubleContext);

/** Knows whether trouble has lasted, where that outlives the pages: one that is opened in the midst of it says so at once. */
export const TroubleProvider = ({ children }: { children: ReactNode }) => {
  const { state } = useSelector(selectStatus);
  const isLasting = useAfter(patienceMs, inTrouble.has(state));
  // That does not pass by waiting.
  const connection = isLasting || state === 'outdated';
  const hasUnsent = useSelector(selectHasUnsent);
  const isLate = useAfter(patienceMs, hasUnsent);
  const hasFailed = useSelector(selectHasFailed);
  const unsent = isLate || hasFailed;
  const trouble = useMemo(() => ({ connection, unsent }), [connection, unsent]);
  return <TroubleContext value={trouble}>{children}</TroubleContext>;
};
