import { createDrafts, type Drafts } from '../features/messages/drafts';
import { createSendKeyChoice, type SendKeyChoice } from '../features/messages/send-key';
import type { LoadAuth } from '../features/session/auth';
import { fetchedLate } from '../features/session/code-fetched-late';
import { signedIn } from '../features/session/session-slice';
import { signedInHint } from '../features/session/signed-in-hint';
import type { Config } from './config';
import { finishSignOut } from './finish-sign-out';
import { deviceStorage } from './storage';
import { createStore, type Store } from './store';

/** The client's code is no part of the first paint: the shell stands before it is here. */
export const loadClient = () => import('./start-client');

/** Beside it, for the same reason: nothing of a conversation shows before the client is here. */
export const loadConversationPage = () => import('./conversation-page');

/** Where whoever signs out ends up, also without a network: so it is fetched while there is one. */
export const loadSignInPage = () => import('../features/session/sign-in-page');

/** What the app is made of, once per page. */
export type Services = {
  config: Config;
  store: Store;
  auth: LoadAuth;
  hint: ReturnType<typeof signedInHint>;
  drafts: Drafts;
  sendKey: SendKeyChoice;
};

export const createServices = (config: Config): Services => {
  const storage = deviceStorage();
  let loading: ReturnType<LoadAuth> | undefined;
  const auth: LoadAuth = () => {
    loading ??= fetchedLate(import('../features/session/cognito')).then(({ cognito }) => cognito(config));
    // A chunk that did not arrive is asked for again the next time.
    loading.catch(() => (loading = undefined));
    return loading;
  };
  const hint = signedInHint(storage);
  const drafts = createDrafts(storage);
  finishSignOut({ hint, auth, drafts }).catch(() => undefined);
  const store = createStore();
  const personId = hint.read();
  if (personId) {
    store.dispatch(signedIn(personId));
    // Fetched beside the first paint, not after it; `SignedIn` tells when it does not come.
    loadClient().catch(() => undefined);
    loadConversationPage().catch(() => undefined);
  }
  return { config, store, auth, hint, drafts, sendKey: createSendKeyChoice(storage) };
};
