import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agree } from './agreement';
import { readDeployment } from './deployment';
import { startLocalRun } from './local-run';
import { needs } from './needs';
import { expect, test } from './test';

// It needs a server of its own: the one under test is not to be killed.
test('[UX-SEND-6] a server that is killed in mid-send and started again loses nothing and doubles nothing', async ({
  person,
  deployment,
}) => {
  needs(deployment, 'server');
  const dataFolder = await mkdtemp(join(tmpdir(), 'parley-restart-'));
  let run = await startLocalRun({ dataFolder });
  try {
    const at = await readDeployment(run.url);
    const [ana, bo] = await Promise.all([person('Ana', { at }), person('Bo', { at })]);
    await ana.startsDirect(bo);
    await bo.opens('Ana');
    // What Bo wrote never waits on Ana's screen, however slow its answer is.
    await bo.says('before');
    for (const one of [ana, bo]) await one.sees('before');

    await run.kill();
    await ana.says('into the void', 'and again');
    await expect(ana.messages).toHaveText([/before$/, /into the voidSending…$/, /and againSending…$/]);
    run = await startLocalRun({ dataFolder, port: Number(new URL(run.url).port) });

    const all = ['before', 'into the void', 'and again'];
    for (const one of [ana, bo]) await expect(one.messages).toHaveCount(3, { timeout: 30_000 });
    for (const one of [ana, bo]) await one.sees(...all);
    await bo.says('welcome back');
    for (const one of [ana, bo]) {
      await one.sees(...all, 'welcome back');
      await one.page.reload();
      await one.sees(...all, 'welcome back');
    }
    await agree([ana, bo], [...all, 'welcome back']);
  } finally {
    await run.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
});
