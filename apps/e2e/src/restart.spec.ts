import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agree } from './agreement';
import { readDeployment } from './deployment';
import { losesAnswerTo } from './faults';
import { startLocalRun } from './local-run';
import { needs } from './needs';
import { expect, test } from './test';

// It needs a server of its own: the one under test is not to be killed.
test('[UX-SEND-6] a server that is killed in mid-send and started again loses nothing and doubles nothing @promised', async ({
  person,
  deployment,
}) => {
  test.slow();
  needs(deployment, 'server');
  const dataFolder = await mkdtemp(join(tmpdir(), 'parley-restart-'));
  let run = await startLocalRun({ dataFolder });
  const startsAgain = async () => {
    run = await startLocalRun({ dataFolder, port: Number(new URL(run.url).port) });
  };
  try {
    const at = await readDeployment(run.url);
    const [ana, bo] = await Promise.all([person('Ana', { at }), person('Bo', { at })]);
    const { answered } = await losesAnswerTo(ana, 'into the void');
    await ana.page.reload();
    await bo.startsChannel('Plans', ana);
    await bo.says('one for the channel');
    await bo.calls(ana, 'and one for');
    await ana.startsDirect(bo);
    await bo.opens('Ana');
    // What Bo wrote never waits on Ana's screen, however slow its answer is.
    await bo.says('before');
    for (const one of [ana, bo]) await one.sees('before');

    // The server has stored it, and dies before its author hears of that.
    await ana.says('into the void');
    await answered;
    await run.kill();
    await ana.says('and again');
    await expect(ana.messages).toHaveText([/before$/, /into the voidSending…$/, /and againSending…$/]);
    await startsAgain();
    const all = ['before', 'into the void', 'and again'];
    for (const one of [ana, bo]) await expect(one.messages).toHaveCount(3, { timeout: 30_000 });
    await agree([ana, bo], all);

    // Wherever the next one is when the server dies: in the page, on the wire, in the server or in its store.
    await bo.composer.fill('at that very moment');
    await Promise.all([bo.composer.press('Enter'), run.kill()]);
    await startsAgain();
    for (const one of [ana, bo]) await expect(one.messages).toHaveCount(4, { timeout: 30_000 });
    await bo.says('welcome back');
    await agree([ana, bo], [...all, 'at that very moment', 'welcome back']);
    await ana.hasUnread('Plans', 2, 1);
    for (const one of [ana, bo]) await one.page.reload();
    await agree([ana, bo], [...all, 'at that very moment', 'welcome back']);
    await ana.hasUnread('Plans', 2, 1);
  } finally {
    await run.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
});
