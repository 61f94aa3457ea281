import { createContext, use } from 'react';

/** How the person ends their session. */
export type EndSession = () => Promise<void>;
export const EndSessionContext = createContext<EndSession | null>(null);

export const useEndSession = (): EndSession => {
  const end = use(EndSessionContext);
  if (!end) throw new Error('There is no EndSessionContext above this component.');
  return end;
};
