import type { Settings } from '@parley/protocol';
import type { ClientEvent } from './client';
import type { Ask } from './http';

/** What I chose for myself, as the server has it. */
export const createSettings = ({ ask, emit }: { ask: Ask; emit(event: ClientEvent): void }) => {
  const told = (settings: Settings): Settings => {
    emit({ type: 'settings', settings });
    return settings;
  };
  return {
    read: async (): Promise<Settings> => told((await ask('people.me', {})).settings),
    change: async (change: Partial<Settings>): Promise<Settings> =>
      told((await ask('people.settings', change)).settings),
  };
};
