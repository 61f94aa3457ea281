import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openLogFile } from './log-file';

const newFile = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-log-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'functions.log');
};
const now = () => Date.UTC(2025, 0, 1);
const line = (text: string) => `2025-01-01T00:00:00.000Z ${text}\n`;

it('writes each line with its time, at once, behind what was there', async () => {
  const file = await newFile();
  const first = openLogFile(file, { now });
  first.tell('one');
  expect(await readFile(file, 'utf8')).toBe(line('one'));
  first.close();
  const second = openLogFile(file, { now });
  second.tell('two');
  expect(await readFile(file, 'utf8')).toBe(line('one') + line('two'));
  second.close();
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it('never grows beyond its limit, and keeps what came before beside it', async () => {
  const file = await newFile();
  const limitBytes = line('10').length * 2;
  const log = openLogFile(file, { now, limitBytes });
  for (let i = 10; i < 15; i += 1) log.tell(`${i}`);
  expect(await readFile(file, 'utf8')).toBe(line('14'));
  expect(await readFile(`${file}.1`, 'utf8')).toBe(line('12') + line('13'));
  log.close();
});

it('tells once that it cannot be written, and lets the chat go on', async () => {
  const told = vi.spyOn(console, 'error').mockReturnValue();
  onTestFinished(() => told.mockRestore());
  const log = openLogFile('/dev/full', { now });
  log.tell('one');
  log.tell('two');
  expect(told.mock.calls).toEqual([
    [expect.stringMatching(/^The log \/dev\/full cannot be written any more: .*ENOSPC/)],
  ]);
  log.close();
});
