import { createContext, use } from 'react';

/** The dialogs that the shell can show, one at a time. */
export type DialogName = 'direct' | 'channel' | 'switcher' | 'unsent' | 'sign-out' | undefined;
export const DialogsContext = createContext<(name: DialogName) => void>(() => undefined);
export const useDialogs = (): ((name: DialogName) => void) => use(DialogsContext);
