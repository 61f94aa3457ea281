import { createContext, use } from 'react';
import type { Ending } from './session-slice';

/** How the person ends their session; `as`: what the page of the way in says of it, nothing unless given. */
export type EndSession = (as?: Ending) => Promise<void>;
export const EndSessionContext = createContext<EndSession | null>(null);

export const useEndSession = (): EndSession => {
  const end = use(EndSessionContext);
  if (!end) throw new Error('There is no EndSessionContext above this component.');
  return end;
};
