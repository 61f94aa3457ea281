import type { MemoryTables } from '../testing/memory-tables';
import type { WorkspaceStore } from './workspace-store';

export const memoryWorkspaceStore = ({ workspace }: MemoryTables): WorkspaceStore => {
  const chosen = () => ({ ...workspace.get('settings') });
  return {
    chosen: async () => chosen(),
    choose: async (to) => {
      const named = Object.entries(to).filter(([, value]) => value !== undefined);
      workspace.set('settings', { ...chosen(), ...Object.fromEntries(named) });
      return chosen();
    },
  };
};
