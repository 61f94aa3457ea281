import { type Engine, startDynoxide } from '@parley/dynamodb/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Measured, measure, readMeasured } from './measured';
import { routings, steadyState } from './steady';
import { type Metered, meteredWorkspace } from './workspace';

let engine: Engine;
let workspace: Metered;
let measured: Measured;
beforeAll(async () => {
  engine = await startDynoxide();
  workspace = await meteredWorkspace(engine.endpoint, 4);
  measured = await measure(workspace, '2026-01-01');
}, 240_000);
afterAll(async () => {
  workspace.close();
  await engine.stop();
});

it('a message is one write unit, and every other request has its price told', () => {
  const rows = new Map(measured.requests.map((row) => [row.request, row]));
  expect(rows.get('messages.send')?.writes).toBe(1);
  expect(rows.get('messages.history, 50')?.writes).toBe(0);
  for (const { calls, reads, writes } of rows.values()) {
    expect(calls).toBeGreaterThan(0);
    expect(reads + writes).toBeGreaterThan(0);
  }
});

it('the figures that a bill is made from are those of today; `npm run capacity -- --write` measures them anew', () => {
  const { measuredOn: _then, ...kept } = readMeasured();
  const { measuredOn: _now, ...now } = measured;
  expect(now).toEqual(kept);
});

it.each(routings)(
  'at a message a second the log costs at most 1.10 write units a message, served by $name',
  async (routing) => {
    const { writes, refusedWrites } = await steadyState(workspace, routing, 300);
    expect(writes).toBeLessThanOrEqual(1.1);
    // One process alone loses no slot; several that do are what the figure is about.
    if (routing === routings[0]) expect(refusedWrites).toBe(0);
    else expect(refusedWrites).toBeGreaterThan(0);
  },
);
