import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openJournal } from './journal';
import { bodiesOf, freshFile, refusalOf, startQueues } from './testing/start-queues';

const second = 1_000;

describe('a restart', () => {
  it('keeps messages in their order, how often each was received, and what was accepted', async () => {
    const first = await startQueues();
    for (const body of ['1', '2']) await first.send(body, 'a');
    await first.receive({ MaxNumberOfMessages: 1 });
    await first.send('b1', 'b', { MessageDeduplicationId: 'once' });
    await first.send('c1', 'c');
    const [, c1] = await first.receive();
    await first.remove(c1);
    await first.stop();

    const second = await startQueues({ file: first.file });
    await second.send('b1', 'b', { MessageDeduplicationId: 'once' });
    const messages = await second.receive({ MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
    expect(bodiesOf(messages)).toEqual(['1', '2', 'b1']);
    expect(messages.map(({ Attributes }) => Attributes?.['ApproximateReceiveCount'])).toEqual(['2', '1', '2']);
  });

  it('holds up no group for who received of it before: they ended with that run, and their receipts with them', async () => {
    const first = await startQueues();
    for (const body of ['1', '2']) await first.send(body);
    const [taken] = await first.receive({ MaxNumberOfMessages: 1 });
    expect(await first.receive()).toEqual([]);
    await first.stop();
    const second = await startQueues({ file: first.file });
    expect(second.service.queue('jobs.fifo').count()).toEqual({ visible: 2, inFlight: 0 });
    expect((await refusalOf(second.remove(taken)))[0]).toBe('InvalidParameterValue');
    expect(bodiesOf(await second.receive())).toEqual(['1', '2']);
  });

  it('numbers what comes next after what came before, also when nothing is left and the clock was set back', async () => {
    const first = await startQueues();
    first.clock.advance(10 * second);
    const { SequenceNumber: before = '' } = await first.send('1');
    const [one] = await first.receive();
    await first.remove(one);
    await first.stop();
    const { send } = await startQueues({ file: first.file });
    const { SequenceNumber: after = '' } = await send('2', 'a', { MessageDeduplicationId: 'another' });
    expect(after > before).toBe(true);
  });

  it('keeps what went to the dead-letter queue there, and there alone', async () => {
    const first = await startQueues();
    await first.send('poison');
    for (const _ of [1, 2, 3, 4]) {
      await first.receive();
      first.clock.advance(30 * second);
    }
    await first.stop();
    const { clock, service, receive } = await startQueues({ file: first.file });
    clock.advance(120 * second); // to where the first has left off
    expect(await receive()).toEqual([]);
    expect(bodiesOf(await receive({ QueueUrl: service.urlOf('dead.fifo') }))).toEqual(['poison']);
  });

  it('finds every message whose sending was answered before a kill -9', async () => {
    const file = await freshFile();
    const script = join(import.meta.dirname, 'testing', 'send-forever.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const answered: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      answered.push(line);
      if (answered.length === 25) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    expect(answered.length).toBeGreaterThanOrEqual(25);

    const { receive } = await startQueues({ file });
    const kept: (string | undefined)[] = [];
    for (let batch = await receive(); batch.length > 0; batch = await receive()) kept.push(...bodiesOf(batch));
    expect(kept).toEqual(expect.arrayContaining(answered));
    expect(new Set(kept).size).toBe(kept.length);
  });
});

describe('the journal', () => {
  it('drops a line that was being written when the process died', async () => {
    const file = await freshFile();
    const { journal } = await openJournal(file);
    journal.write([['kept', 1]]);
    await journal.close();
    await appendFile(file, '[["torn",2],["half');
    const { values, journal: again } = await openJournal(file);
    expect([...values]).toEqual([['kept', 1]]);
    await again.close();
  });

  it('takes changes that belong together as one line, and is short again after a restart', async () => {
    const file = await freshFile();
    const { journal } = await openJournal(file);
    for (let nth = 0; nth < 100; nth += 1)
      journal.write([
        ['a', nth],
        ['b', null],
      ]);
    await journal.close();
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(101);
    const { journal: again } = await openJournal(file);
    await again.close();
    expect(await readFile(file, 'utf8')).toBe('[["a",99]]\n');
  });

  it('is written anew while it is in use, where it has grown tenfold beyond what is kept, and loses nothing by it', async () => {
    const file = await freshFile();
    const { journal } = await openJournal(file, { compactAt: 200 });
    let longest = 0;
    for (let nth = 0; nth < 500; nth += 1) {
      journal.write([
        ['counter', nth],
        [`odd ${nth % 7}`, nth % 2 === 0 ? null : nth],
      ]);
      // Some changes are written together, as they are under load.
      if (nth % 3 === 0) await journal.saved();
      longest = Math.max(longest, (await stat(file)).size);
    }
    await journal.saved();
    const now = await readFile(file, 'utf8');
    expect(longest).toBeLessThan(2_000);
    await journal.close();
    const { values, journal: again } = await openJournal(file);
    await again.close();
    const odd = Array.from({ length: 7 }, (_, nth) => 493 + nth).filter((nth) => nth % 2 === 1);
    expect(new Map(values)).toEqual(new Map([['counter', 499], ...odd.map((nth) => [`odd ${nth % 7}`, nth] as const)]));
    expect(now.length).toBeLessThan(2_000);
  });

  it('does not write anew what is small, or mostly kept', async () => {
    const file = await freshFile();
    const { journal } = await openJournal(file, { compactAt: 200 });
    for (let nth = 0; nth < 100; nth += 1) {
      journal.write([[`kept ${nth}`, 'x'.repeat(50)]]);
      await journal.saved();
    }
    await journal.close();
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(101);
  });

  it('is readable by its owner alone', async () => {
    const { file, send } = await startQueues();
    await send('private');
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
  });

  it.each(['{"version":1}\n', '[["jobs.fifo message x",{"id":7}]]\n'])(
    'that cannot be read is refused and left alone: %j',
    async (text) => {
      const file = await freshFile();
      const { journal } = await openJournal(file);
      await journal.close();
      await writeFile(file, text);
      await expect(startQueues({ file })).rejects.toThrow(
        `${file} is not a journal that this version can read. Delete it to start with empty queues.`,
      );
      expect(await readFile(file, 'utf8')).toBe(text);
    },
  );

  it('that can no longer be written makes sending fail, and whoever runs it is told why', async () => {
    const { service, errors, send } = await startQueues();
    await send('1');
    await service.close();
    expect(await refusalOf(send('2'))).toEqual(['InternalError', 'Internal server error.']);
    expect(String(errors[0])).toMatch(/closed|EBADF/);
  });
});
