import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../testing/a-workspace';
import { rates, unlimited } from './rates';

const signIns = { burst: 3, everyMs: 30_000 };
const limited = (ports: Parameters<typeof aWorkspace>[0] = () => ({})) =>
  aWorkspace((real) => ({ rates: { ...unlimited, signIns }, ...ports(real) }));

describe('signing in', () => {
  it('[LIMIT-1] has a bucket for each name, through whatever process, and says when to come again', async () => {
    const { core, clock, restarts } = limited();
    for (let nth = 0; nth < 3; nth += 1) {
      await core().limitSignIn('u-1');
      restarts();
    }
    await clock.pass(1_000);
    await expect(core().limitSignIn('u-1')).rejects.toMatchObject({
      refusal: { code: 'slow_down', retryAfterMs: 29_000 },
    });
    await core().limitSignIn('u-2');
    await clock.pass(29_000);
    await core().limitSignIn('u-1');
  });

  it('[LIMIT-1] treats a name that nobody has like any other, however it is written', async () => {
    const { core } = limited();
    for (const name of ['nobody@example.com', 'Nobody@example.com', 'NOBODY@EXAMPLE.COM'])
      await core().limitSignIn(name);
    await expect(core().limitSignIn('nobody@example.com')).rejects.toMatchObject({ refusal: { code: 'slow_down' } });
  });

  it('[LIMIT-1] keeps nobody out for longer than half a minute once the others stop', async () => {
    const { core, clock } = aWorkspace(() => ({ rates }));
    const tries = async () => core().limitSignIn('u-1');
    for (let nth = 0; nth < 1_000; nth += 1) await tries().catch(() => {});
    await expect(tries()).rejects.toMatchObject({ refusal: { code: 'slow_down' } });
    await clock.pass(30_000);
    await tries();
  });

  it('goes on where it cannot be counted, or not in time, and whoever runs this is told', async () => {
    const error = new Error('the table is away');
    const broken = limited(() => ({ buckets: { take: () => Promise.reject(error) } }));
    await broken.core().limitSignIn('u-1');
    expect(broken.reports).toEqual([{ what: 'a sign-in could not be counted', details: { error } }]);
    const slow = limited(() => ({ buckets: { take: () => new Promise(() => {}) } }));
    const waits = slow.core().limitSignIn('u-1');
    await slow.clock.pass(2_500);
    await waits;
    expect(slow.reports).toMatchObject([{ what: 'a sign-in could not be counted' }]);
  });
});
