import { expect, it } from 'vitest';
import { closing } from './closing';

it('ends what was started last first, one after the other, once', async () => {
  const ended: string[] = [];
  const running = closing();
  running.add(() => ended.push('first'));
  running.add(async () => {
    await Promise.resolve();
    ended.push('second');
  });
  running.add(() => ended.push('third'));
  await running.close();
  await running.close();
  expect(ended).toEqual(['third', 'second', 'first']);
});

it('ends the rest also when one fails, and tells the first failure', async () => {
  const ended: string[] = [];
  const running = closing();
  running.add(() => ended.push('engine'));
  running.add(() => Promise.reject(new Error('later')));
  running.add(() => {
    throw new Error('stuck');
  });
  await expect(running.close()).rejects.toThrow('stuck');
  expect(ended).toEqual(['engine']);
});
