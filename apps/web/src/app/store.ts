import { combineReducers, configureStore, type UnknownAction } from '@reduxjs/toolkit';
import { connection } from '../features/connection/connection-slice';
import { conversations } from '../features/conversations/conversations-slice';
import { departures } from '../features/conversations/departures-slice';
import { messages } from '../features/messages/messages-slice';
import { people } from '../features/people/people-slice';
import { session, signedOut } from '../features/session/session-slice';

const nouns = combineReducers({
  session: session.reducer,
  connection: connection.reducer,
  conversations: conversations.reducer,
  departures: departures.reducer,
  messages: messages.reducer,
  people: people.reducer,
});

// What one person loaded must not be there for the next one who signs in on this page.
const reducer = (state: ReturnType<typeof nouns> | undefined, action: UnknownAction) =>
  nouns(signedOut.match(action) ? undefined : state, action);

export const createStore = () =>
  configureStore({
    reducer,
    devTools: import.meta.env.DEV,
    // Messages are folded into maps, which are replaced and never changed; walking 10,000 of them at every action is too slow.
    middleware: (defaults) =>
      defaults({
        serializableCheck: { ignoredPaths: ['messages.logs'] },
        immutableCheck: { ignoredPaths: ['messages.logs'] },
      }),
  });
export type Store = ReturnType<typeof createStore>;
