import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agree } from './agreement';
import { readDeployment } from './deployment';
import { connectionsOf, strike } from './faults';
import { startLocalRun } from './local-run';
import { needs } from './needs';
import { expect, test } from './test';

// It needs a server of its own, whose connections can be broken.
test('[UX-CONN-3] [UX-CONN-6] a laptop that slept for three hours, its connection long closed, shows what was said and changed meanwhile @promised', async ({
  person,
  deployment,
}) => {
  needs(deployment, 'server');
  const dataFolder = await mkdtemp(join(tmpdir(), 'parley-asleep-'));
  const run = await startLocalRun({ dataFolder, faults: true });
  try {
    const at = await readDeployment(run.url);
    const [ana, bo] = await Promise.all([person('Ana', { at }), person('Bo', { at })]);
    await ana.startsChannel('Plans', bo);
    await ana.startsDirect(bo);
    await ana.says('before', 'to be withdrawn');
    await bo.page.clock.install();
    await bo.page.reload();
    await bo.opens('Ana');
    await bo.sees('before', 'to be withdrawn');
    await bo.hasUnread('Ana', 0);

    // The lid closes: timers stand still, and nothing passes the network.
    await bo.page.clock.pauseAt(Date.now() + 1_000);
    await bo.context.setOffline(true);
    await strike(bo, 'F24');
    await expect.poll(() => connectionsOf(bo)).toBe(0);

    await ana.does('Edit', 'before');
    const field = ana.page.getByRole('textbox', { name: 'Text of the message' });
    await field.fill('before, and better');
    await field.press('Enter');
    await ana.does('Delete', 'to be withdrawn');
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Delete message' }).click();
    await ana.says('while you slept');
    await ana.does('Add reaction', 'while you slept');
    await ana.page.getByRole('option', { name: 'party popper' }).click();
    await ana.opens('Plans');
    await ana.says('one for the channel');
    await ana.calls(bo, 'and one for');
    await ana.opens('Bo');

    await bo.context.setOffline(false);
    await bo.page.clock.fastForward('03:00:00');
    await bo.page.clock.resume();
    await agree([ana, bo], ['before, and better', '', 'while you slept']);
    await expect(bo.banner).toBeHidden();
    await bo.hasUnread('Plans', 2, 1);
    await expect(bo.page).toHaveTitle('(1) Ana · Parley');
    await bo.says('Awake');
    await agree([ana, bo], ['before, and better', '', 'while you slept', 'Awake']);
  } finally {
    await run.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
});
