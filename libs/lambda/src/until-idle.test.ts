import { expect, it } from 'vitest';
import { untilIdle } from './until-idle';

const aCore = () => {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { core: { idle: () => promise }, rests: () => resolve() };
};

it.each([
  ['returns', (): Promise<string> => Promise.resolve('an answer'), 'an answer'],
  ['fails', (): Promise<string> => Promise.reject(new Error('a bug')), 'Error: a bug'],
] as const)(
  'a handler that %s does so when nothing is under way any more, and not before',
  async (_, handler, then) => {
    const { core, rests } = aCore();
    let came: unknown;
    const hears = (answer: unknown) => {
      came = String(answer);
    };
    const done = untilIdle(core, handler)('event').then(hears, hears);
    await new Promise(setImmediate);
    expect(came).toBeUndefined();
    rests();
    await done;
    expect(came).toBe(then);
  },
);
