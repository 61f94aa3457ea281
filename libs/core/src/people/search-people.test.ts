import type { Person as Profile } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { unlimited } from '../limits/rates';
import { aWorkspace, type Person } from '../testing/a-workspace';

const start = (...names: string[]) => {
  const workspace = aWorkspace();
  const [me] = workspace.people('me');
  workspace.tables.people.clear();
  const add = (person: Partial<Profile> & { id: string }) =>
    workspace.tables.people.set(person.id, { name: person.id, email: `${person.id}@example.com`, ...person });
  for (const [nth, name] of names.entries()) add({ id: nth === 0 ? 'me' : `p${nth}`, name });
  return { ...workspace, me, add };
};
/** All pages of a search, one after the other. */
const pages = async (me: Person, prefix: string): Promise<string[][]> => {
  const found: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await me.gets('people.search', { prefix, ...(cursor !== undefined && { cursor }) });
    found.push(page.people.map(({ name }) => name));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
};
const finds = async (me: Person, prefix: string) => (await pages(me, prefix)).flat();

describe('searching people', () => {
  it('finds by the beginning of a name, of a word of it and of a handle, however it is typed', async () => {
    const { me, add } = start('Ána Ünlü', 'Bo Anders', 'Cy', 'Maria del Carmen López García');
    add({ id: 'di', name: 'Di', handle: 'anders2' });
    expect(await finds(me, 'an')).toEqual(['Ána Ünlü', 'Bo Anders', 'Di']);
    expect(await finds(me, ' UNLU ')).toEqual(['Ána Ünlü']);
    expect(await finds(me, 'ana   ün')).toEqual(['Ána Ünlü']);
    expect(await finds(me, '@anders')).toEqual(['Bo Anders', 'Di']);
    expect(await finds(me, 'lopez')).toEqual(['Maria del Carmen López García']);
    expect(await finds(me, 'garcia')).toEqual([]); // its fifth word
    expect(await finds(me, 'nders')).toEqual([]);
  });

  it('lists everybody by name where nothing is asked for', async () => {
    const { me } = start('Bo', 'ana', 'Cy Zed', 'Álex');
    expect(await finds(me, '')).toEqual(['Álex', 'ana', 'Bo', 'Cy Zed']);
    expect(await finds(me, '@')).toEqual(['Álex', 'ana', 'Bo', 'Cy Zed']);
  });

  it('gives 20 a page, everybody once, although several of their words match', async () => {
    const names = Array.from({ length: 45 }, (_, nth) => `An${String.fromCodePoint(97 + (nth % 26))} Anton ${nth}`);
    const { me, add } = start(...names);
    add({ id: 'twice', name: 'Anne', handle: 'anne' });
    for (const prefix of ['an', '']) {
      const found = await pages(me, prefix);
      expect(found.map(({ length }) => length)).toEqual([20, 20, 6]);
      expect(found.flat().toSorted()).toEqual([...names, 'Anne'].toSorted());
    }
  });

  it('does not show who was removed, and shows who is suspended as that', async () => {
    const { me, add } = start('Me');
    add({ id: 'gone', name: 'Gone', status: 'removed' });
    add({ id: 'held', name: 'Goby', status: 'suspended' });
    expect((await me.gets('people.search', { prefix: 'go' })).people).toMatchObject([
      { id: 'held', status: 'suspended' },
    ]);
  });

  it('reads no further than a request may, and says how to go on', async () => {
    const { me, add } = start('Me');
    for (let nth = 0; nth < 210; nth += 1) add({ id: `x${nth}`, name: 'Xavier', status: 'removed' });
    add({ id: 'z', name: 'Xenia' });
    const first = await me.gets('people.search', { prefix: 'x' });
    expect(first.people).toEqual([]);
    expect(await finds(me, 'x')).toEqual(['Xenia']);
  });

  it('shows nobody where the directory lags behind their name', async () => {
    const workspace = aWorkspace(({ directory }) => ({
      directory: { ...directory, find: async () => [{ term: 'olga', personId: 'ana' }] },
    }));
    const [ana] = workspace.people('ana');
    expect(await finds(ana, 'ol')).toEqual([]);
  });

  it.each(['x', 'bo\tana', 'an\t', 'an\ta b', `an${'x'.repeat(90)}\tana`, 'an\ud800\tana'])(
    'refuses the cursor %j, which no page of this search gave',
    async (cursor) => {
      const { me } = start('Ana');
      expect(await me.refusedFor('people.search', { prefix: 'an', cursor })).toBe('invalid');
    },
  );

  it('[LIMIT-1] is not done faster than people type', async () => {
    const { people } = aWorkspace(() => ({ rates: { ...unlimited, searches: { burst: 2, everyMs: 500 } } }));
    const [ana] = people('ana');
    await finds(ana, 'a');
    await finds(ana, 'an');
    expect(await ana.refusedFor('people.search', { prefix: 'ana' })).toBe('slow_down');
  });
});
