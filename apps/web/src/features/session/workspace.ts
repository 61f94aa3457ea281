import { createContext, use } from 'react';

/** What the account pages say about this deployment. */
export type Workspace = {
  name: string;
  /** Origin of `/api`. */
  apiUrl: string;
  /** People may sign in with Google. */
  hasGoogle?: boolean;
  /** Local run only: where mails with codes can be read. */
  mailUrl?: string | undefined;
};
export const WorkspaceContext = createContext<Workspace>({ name: 'Parley', apiUrl: window.location.origin });
export const useWorkspace = (): Workspace => use(WorkspaceContext);
