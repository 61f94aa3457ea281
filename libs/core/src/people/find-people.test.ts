import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';

const bo = { id: 'bo', name: 'bo', email: 'bo@example.com' };

describe('finding people', () => {
  it('finds somebody by their address, however it is written', async () => {
    const { people } = aWorkspace();
    const [ana] = people('ana', 'bo');
    expect(await ana.gets('people.find', { email: 'bo@example.com' })).toEqual({ people: [bo] });
    expect(await ana.gets('people.find', { email: ' BO@Example.com ' })).toEqual({ people: [bo] });
  });

  it('is refused for an address that nobody here has', async () => {
    const { people } = aWorkspace();
    const [ana] = people('ana');
    expect(await ana.refusedFor('people.find', { email: 'bo@example.com' })).toBe('person_not_found');
  });

  it('finds people by id, each once, and leaves out ids that nobody has', async () => {
    const asked: string[][] = [];
    const { people } = aWorkspace(({ people }) => ({
      people: { ...people, get: (ids) => (asked.push([...ids]), people.get(ids)) },
    }));
    const [ana] = people('ana', 'bo');
    expect(await ana.gets('people.find', { ids: ['bo', 'nobody', 'bo'] })).toEqual({ people: [bo] });
    expect(asked.at(-1)).toEqual(['bo', 'nobody']);
  });
});

describe('who I am', () => {
  it('is my profile, and what I chose', async () => {
    const { people } = aWorkspace();
    const [, person] = people('ana', 'bo');
    expect(await person.gets('people.me', {})).toEqual({ person: bo, settings: { readReceipts: true } });
  });
});
