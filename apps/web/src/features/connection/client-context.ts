import { createContext, use } from 'react';
import type { Client } from '@parley/client';

/** The client of whoever is signed in. */
export const ClientContext = createContext<Client | null>(null);

export const useClient = (): Client => {
  const client = use(ClientContext);
  if (!client) throw new Error('There is no ClientContext above this component.');
  return client;
};
