import { describe, expect, it } from 'vitest';
import type { MakeStores } from '../testing/stores';

/** What every store of the workspace's settings does, whatever it is made of. */
export const workspaceStoreContract = (makeStores: MakeStores): void => {
  describe('the settings of a workspace', () => {
    it('are none until somebody chooses', async () => {
      const { workspace } = await makeStores();
      expect(await workspace.chosen()).toEqual({});
      expect(await workspace.choose({})).toEqual({});
    });

    it('are changed each by itself', async () => {
      const { workspace } = await makeStores();
      expect(await workspace.choose({ signUp: 'domains', domains: ['example.com'] })).toEqual({
        ...{ signUp: 'domains', domains: ['example.com'] },
      });
      expect(await workspace.choose({ name: 'Acme', domains: undefined })).toEqual({
        ...{ name: 'Acme', signUp: 'domains', domains: ['example.com'] },
      });
      expect(await workspace.choose({ domains: [] })).toEqual({ name: 'Acme', signUp: 'domains', domains: [] });
      expect(await workspace.chosen()).toEqual({ name: 'Acme', signUp: 'domains', domains: [] });
    });
  });
};
