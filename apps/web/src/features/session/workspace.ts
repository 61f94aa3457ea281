import { createContext, use } from 'react';

/** What the account pages say about this deployment. */
export type Workspace = {
  name: string;
  /** Local run only: where mails with codes can be read. */
  mailUrl?: string | undefined;
};
export const WorkspaceContext = createContext<Workspace>({ name: 'Parley' });
export const useWorkspace = (): Workspace => use(WorkspaceContext);
