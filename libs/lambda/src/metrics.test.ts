import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Sent } from '@parley/core';

type Line = Record<string, unknown> & { _aws: { CloudWatchMetrics: { Namespace: string; Dimensions: string[][] }[] } };
const lines: Line[] = [];

// These are read as the module loads, once for a process.
vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'parley-test');
vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'message');
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
// Another file may have loaded it before.
vi.resetModules();
const { count, counted, measure, measured } = await import('./metrics');
const { report, logger } = await import('./telemetry');

beforeEach(() => {
  lines.length = 0;
  // Powertools writes past `console`, which Lambda would prefix.
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(JSON.parse(String(text)));
    return true;
  });
  vi.spyOn(logger, 'error').mockImplementation(() => undefined);
});
afterEach(() => void vi.restoreAllMocks());

const senderOf = (answers: Sent[]) =>
  counted({ send: async () => answers.shift() ?? 'failed', close: async () => 'closed' });

it('counts what became of each frame, one number for each in an invocation', async () => {
  const { send } = senderOf(['sent', 'gone', 'sent', 'slow', 'failed', 'sent']);
  const became = await measured(async (connections: string[]) => {
    const all: Sent[] = [];
    for (const id of connections) all.push(await send(id, 'a frame'));
    return all;
  })(['1', '2', '3', '4', '5', '6']);
  expect(became).toEqual(['sent', 'gone', 'sent', 'slow', 'failed', 'sent']);
  expect(lines).toEqual([
    expect.objectContaining({ service: 'parley', FramesSent: 3, FramesGone: 1, FramesSlow: 1, FramesFailed: 1 }),
  ]);
});

it('writes each time between commit and hand-over, so that percentiles can be taken', async () => {
  await measured(async () => {
    measure('messageAccepted', 1, 'k-1');
    measure('deliveryMs', 12, 'k-1');
    for (const ms of [40, 7]) measure('deliveryMs', ms, 'k-2');
  })({});
  expect(lines).toMatchObject([{ MessagesAccepted: 1, DeliveryLatency: [12, 40, 7], keys: 'k-1 k-2' }]);
  expect(lines[0]?._aws.CloudWatchMetrics).toMatchObject([{ Namespace: 'parley-test', Dimensions: [['service']] }]);
});

it('counts failures for the function that had them, also where the handler throws', async () => {
  const failing = measured(async () => {
    count('HandshakesRefused');
    report('request failed', { error: new Error('no') });
    report('frame not delivered', {}); // no error: it is none of ours
    throw new Error('Unauthorized');
  });
  vi.spyOn(logger, 'warn').mockImplementation(() => undefined);
  await expect(failing({})).rejects.toThrow('Unauthorized');
  expect(lines).toMatchObject([
    { service: 'parley', HandshakesRefused: 1 },
    { service: 'message', Failures: 1 },
  ]);
});

it('forgets what it has written, and writes nothing where nothing was counted', async () => {
  await measured(async () => count('SignUpsRefused'))({});
  lines.length = 0;
  await measured(async () => undefined)({});
  expect(lines).toEqual([]);
});
