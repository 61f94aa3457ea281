import { type Action, createAction } from '@reduxjs/toolkit';
import type { ClientEvent } from '@parley/client';

type Name = ClientEvent['type'];
/** One client event by its name. */
export type Said<T extends Name> = Extract<ClientEvent, { type: T }>;
type Heard<T extends Name> = Action & { payload: Said<T> };

/** What the client told us, as an action. Each slice listens for the events that its noun needs. */
export const clientSaid = createAction('client/said', (event: ClientEvent) => ({ payload: event }));

/** Matches one kind of client event: `builder.addMatcher(heard('entries'), …)`. */
export const heard =
  <T extends Name>(name: T) =>
  (action: Action): action is Heard<T> =>
    clientSaid.match(action) && action.payload.type === name;
