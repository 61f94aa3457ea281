import { expect, it } from 'vitest';
import { doneLine, summary } from './summary.mjs';

const row = (kind: string, passed: number, failed: number, skipped = 0) => ({
  kind,
  passed,
  failed,
  skipped,
  seconds: 1.25,
});
const lines = (...rows: Parameters<typeof summary>[0]) => summary(rows, 61.4).split('\n');

it('ends with the totals over all kinds', () => {
  expect(lines(row('lint', 16, 0), row('unit', 300, 2, 3)).at(-1)).toBe('316 passed, 2 failed, 3 skipped');
  expect(lines(row('lint', 16, 0)).at(-1)).toBe('16 passed, 0 failed');
});

it('has a row for each kind, and dashes for one that no project has yet', () => {
  const [, lint, synth] = lines(row('lint', 16, 0), { ...row('synth', 0, 0), absent: true });
  expect(lint?.split(/ +/)).toEqual(['lint', '16', '0', '0', '1.3']);
  expect(synth?.split(/ +/)).toEqual(['synth', '-', '-', '-', '-']);
});

it('marks a kind that failed', () => {
  expect(doneLine(row('lint', 15, 1))).toMatch(/^✖ lint +15 passed, 1 failed +1\.3 s$/);
  expect(doneLine(row('lint', 16, 0))).toMatch(/^✔/);
});
