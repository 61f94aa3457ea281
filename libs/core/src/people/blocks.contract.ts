import { describe, expect, it } from 'vitest';
import type { MakeStores } from '../testing/stores';

/** What every store of blocks does, whatever it is made of. */
export const blocksContract = (makeStores: MakeStores): void => {
  describe('blocks', () => {
    it('stand from one person to another, and not back', async () => {
      const { blocks } = await makeStores();
      await blocks.set('ana', 'bo', true);
      expect(await blocks.has('ana', 'bo')).toBe(true);
      expect(await blocks.has('bo', 'ana')).toBe(false);
      expect(await blocks.has('ana', 'cy')).toBe(false);
      await blocks.set('ana', 'bo', false);
      expect(await blocks.has('ana', 'bo')).toBe(false);
    });

    it('may be set twice, and are listed by id, as many as are asked for', async () => {
      const { blocks } = await makeStores();
      for (const other of ['cy', 'bo', 'bo', 'di']) await blocks.set('ana', other, true);
      await blocks.set('bo', 'ana', true);
      await blocks.set('ana', 'nobody', false);
      expect(await blocks.of('ana', 10)).toEqual(['bo', 'cy', 'di']);
      expect(await blocks.of('ana', 2)).toEqual(['bo', 'cy']);
      expect(await blocks.of('cy', 10)).toEqual([]);
    });

    it('stand apart from the inbox rows of the same person', async () => {
      const { blocks, inbox } = await makeStores();
      await blocks.set('ana', 'bo', true);
      expect(await inbox.rows('ana')).toEqual([]);
    });
  });
};
