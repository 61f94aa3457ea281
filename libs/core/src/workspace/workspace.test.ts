import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';
import { closedFounding } from './workspace-store';

const start = () => {
  const workspace = aWorkspace(() => ({ founding: closedFounding }));
  const [ana, bo] = workspace.people('ana', 'bo');
  workspace.tables.people.set('ana', { id: 'ana', name: 'Ana', email: 'ana@example.com', role: 'admin' });
  return { ...workspace, ana, bo };
};

describe('the workspace', () => {
  it('begins by letting in who was invited, and nobody else', async () => {
    const { bo } = start();
    expect((await bo.gets('workspace.get', {})).settings).toEqual({ name: 'Parley', signUp: 'invited', domains: [] });
  });

  it('is changed by an admin, for everybody to see; what is not named stays', async () => {
    const { ana, bo } = start();
    const domains = ['Example.com', 'example.com', 'mail.example.org'];
    const { settings } = await ana.gets('workspace.change', { signUp: 'domains', domains });
    expect(settings).toEqual({ name: 'Parley', signUp: 'domains', domains: ['example.com', 'mail.example.org'] });
    await ana.gets('workspace.change', { name: 'Acme' });
    expect((await bo.gets('workspace.get', {})).settings).toEqual({ ...settings, name: 'Acme' });
  });

  it('is not changed by a member', async () => {
    const { bo } = start();
    expect(await bo.refusedFor('workspace.change', { signUp: 'open' })).toBe('not_allowed');
    expect((await bo.gets('workspace.get', {})).settings.signUp).toBe('invited');
  });

  it.each([{ name: '' }, { signUp: 'all' as 'open' }, { domains: ['not a domain'] }, { domains: ['@example.com'] }])(
    'takes no settings like %j',
    async (chosen) => {
      const { ana } = start();
      expect(await ana.refusedFor('workspace.change', chosen)).toBe('invalid');
    },
  );
});
