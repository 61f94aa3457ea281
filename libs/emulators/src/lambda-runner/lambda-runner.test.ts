import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeClock } from '../testing/fake-clock';
import { LambdaError } from './lambda-error';
import { type LambdaFunction } from './lambda-function';
import { lambdaRunner, type LambdaRunner, type LambdaRunnerOptions } from './lambda-runner';

let folder: string;
const runners: LambdaRunner[] = [];
const logged: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-lambda-'));
  logged.length = 0;
});
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.close()));
  await rm(folder, { recursive: true });
});

const bundle = async (source: string, name = 'fn') => {
  const file = join(folder, `${name}.mjs`);
  await writeFile(file, source);
  return file;
};
const runnerOf = (functions: Record<string, LambdaFunction>, more: Partial<LambdaRunnerOptions> = {}) => {
  const runner = lambdaRunner({
    functions,
    region: 'eu-central-1',
    accountId: '000000000000',
    onLog: (name, line) => logged.push(`${name}: ${line}`),
    ...more,
  });
  runners.push(runner);
  return runner;
};
/** One function `fn` made of this source. */
const running = async (source: string, fn: Partial<LambdaFunction> = {}, more: Partial<LambdaRunnerOptions> = {}) => {
  const file = await bundle(source);
  return runnerOf({ fn: { file, environment: {}, timeoutSeconds: 3, memoryMb: 128, ...fn } }, more);
};
/** Waits for what comes by itself; a loaded machine may take its time. */
const soon = (assertion: () => void) => vi.waitFor(assertion, 4_000);
const logs = (line: string) => soon(() => expect(logged).toContain(line));
const failureOf = async (invocation: Promise<unknown>) => {
  const failure: unknown = await invocation.catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(LambdaError);
  return failure as LambdaError;
};

describe('an event and its result', () => {
  it('travel as JSON, both ways', async () => {
    const runner = await running(
      `export const handler = async (event) => ({ event, at: new Date(0), gone: undefined });`,
    );
    expect(await runner.invoke('fn', { when: new Date(0), no: undefined, list: [undefined] })).toEqual({
      event: { when: '1970-01-01T00:00:00.000Z', list: [null] },
      at: '1970-01-01T00:00:00.000Z',
    });
  });

  it('are null where there is nothing', async () => {
    const runner = await running(`export const handler = async (event) => (event === null ? undefined : 'not null');`);
    expect(await runner.invoke('fn', undefined)).toBeNull();
  });

  it('cannot carry what JSON cannot', async () => {
    const runner = await running(`export const handler = async () => ({ big: 1n });`);
    expect(await failureOf(runner.invoke('fn', {}))).toMatchObject({ errorType: 'Runtime.MarshalError' });
    await expect(runner.invoke('fn', { big: 1n })).rejects.toThrow(TypeError);
  });

  it('are refused over 6 MB', async () => {
    const runner = await running(`export const handler = async ({ n }) => 'x'.repeat(n);`);
    const limit = 6 * 1024 * 1024;
    expect(await runner.invoke('fn', { n: limit - 2 })).toHaveLength(limit - 2);
    expect((await failureOf(runner.invoke('fn', { n: limit - 1 }))).errorType).toBe('Function.ResponseSizeTooLarge');
    expect((await failureOf(runner.invoke('fn', 'x'.repeat(limit)))).errorType).toBe('RequestEntityTooLargeException');
  });
});

describe('an environment', () => {
  const showEnvironment = `export const handler = async () => ({ ...process.env });`;

  it('has the variables of Lambda and its own, and nothing of ours', async () => {
    process.env.PARLEY_TEST_SECRET = 'not for functions';
    const runner = await running(showEnvironment, { environment: { TABLE: 'notes' } });
    expect(await runner.invoke('fn', {})).toEqual({
      TABLE: 'notes',
      TZ: ':UTC',
      LAMBDA_TASK_ROOT: folder,
      AWS_REGION: 'eu-central-1',
      AWS_DEFAULT_REGION: 'eu-central-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_LAMBDA_FUNCTION_NAME: 'fn',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/fn',
      AWS_LAMBDA_LOG_STREAM_NAME: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
    });
    delete process.env.PARLEY_TEST_SECRET;
  });

  it('keeps its variables from other functions and from us', async () => {
    const file = await bundle(`export const handler = async () => (process.env.OWN += '!', process.env.OWN);`);
    const settings = { file, timeoutSeconds: 3, memoryMb: 128 };
    const runner = runnerOf({
      one: { ...settings, environment: { OWN: 'one' } },
      other: { ...settings, environment: { OWN: 'other' } },
    });
    expect([await runner.invoke('one', {}), await runner.invoke('other', {})]).toEqual(['one!', 'other!']);
    expect(process.env.OWN).toBeUndefined();
  });

  it('lives in UTC, wherever the laptop is', async () => {
    process.env.TZ = 'Asia/Tokyo';
    const runner = await running(`export const handler = async () => new Date(0).getTimezoneOffset();`);
    expect(await runner.invoke('fn', {})).toBe(0);
  });

  it('gives the handler a context of the real shape', async () => {
    const runner = await running(
      `export const main = async (_, context) => ({ ...context, remaining: context.getRemainingTimeInMillis() });`,
      { handler: 'main' },
    );
    const context = (await runner.invoke('fn', {})) as { remaining: number };
    expect(context).toEqual({
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      callbackWaitsForEmptyEventLoop: true,
      functionName: 'fn',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:fn',
      memoryLimitInMB: '128',
      logGroupName: '/aws/lambda/fn',
      logStreamName: expect.stringContaining('[$LATEST]'),
      remaining: expect.any(Number),
    });
    expect(context.remaining).toBeGreaterThan(0);
    expect(context.remaining).toBeLessThanOrEqual(3000);
  });

  it('stays warm: the next event finds what the last one left', async () => {
    const runner = await running(`let events = 0; export const handler = async () => ++events;`);
    expect([await runner.invoke('fn', {}), await runner.invoke('fn', {})]).toEqual([1, 2]);
  });

  it('has its output forwarded line by line', async () => {
    const runner = await running(`export const handler = async () => {
      console.log('one\\ntwo'); console.error('three'); process.stdout.write('four'); process.stdout.write('teen\\n');
    };`);
    await runner.invoke('fn', {});
    await soon(() => expect(logged.sort()).toEqual(['fn: fourteen', 'fn: one', 'fn: three', 'fn: two']));
  });
});

describe('concurrency', () => {
  // Each event says how many run in its environment now, and answers only when the file `gate` is there.
  const gated = (gate: string) => `
    import { existsSync } from 'node:fs'; import { setTimeout } from 'node:timers/promises';
    let inside = 0; const me = crypto.randomUUID();
    export const handler = async (event) => {
      const alone = ++inside === 1; console.log('started ' + event);
      while (!existsSync(${JSON.stringify(gate)})) await setTimeout(5);
      inside--; return { alone, me, event };
    };`;
  const startedEvents = () => logged.filter((line) => line.includes('started')).length;

  it('gives each event an environment of its own, up to the limit, and the rest wait their turn', async () => {
    const gate = join(folder, 'gate');
    const runner = await running(gated(gate), {}, { concurrency: 2 });
    const results = Promise.all([1, 2, 3, 4, 5].map((event) => runner.invoke('fn', event)));
    await soon(() => expect(startedEvents()).toBe(2));
    await writeFile(gate, '');
    const answers = (await results) as { alone: boolean; me: string; event: number }[];
    expect(answers.map(({ event }) => event)).toEqual([1, 2, 3, 4, 5]);
    expect(answers.every(({ alone }) => alone)).toBe(true);
    expect(new Set(answers.map(({ me }) => me)).size).toBe(2);
    await soon(() => expect(startedEvents()).toBe(5));
  });

  it('does not lose a place in the queue to an environment that crashes', async () => {
    const runner = await running(
      `export const handler = async (event) => (event === 'exit' ? process.exit(3) : event);`,
      {},
      { concurrency: 1 },
    );
    const results = await Promise.allSettled(['exit', 'a', 'exit', 'b'].map((event) => runner.invoke('fn', event)));
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value : result.status))).toEqual([
      'rejected',
      'a',
      'rejected',
      'b',
    ]);
  });
});

describe('a failed invocation', () => {
  it('carries the type, the message and the trace of what the handler threw, and the environment stays', async () => {
    const runner = await running(`let events = 0;
      class Sorry extends Error { name = 'Sorry'; }
      export const handler = async (event) => { events++; if (event === 'fail') throw new Sorry('not today'); return events; };`);
    const failure = await failureOf(runner.invoke('fn', 'fail'));
    expect(failure).toMatchObject({ errorType: 'Sorry', errorMessage: 'not today', message: 'Sorry: not today' });
    expect(failure.trace.join('\n')).toContain('fn.mjs');
    expect(await runner.invoke('fn', {})).toBe(2);
    expect(logged.join('\n')).toContain('Sorry: not today');
  });

  it('says what was thrown when it was no error', async () => {
    const runner = await running(`export const handler = async (event) => { throw event ?? Object.create(null); };`);
    expect(await failureOf(runner.invoke('fn', 'no'))).toMatchObject({
      errorType: 'string',
      errorMessage: 'no',
      trace: [],
    });
    expect(await failureOf(runner.invoke('fn', null))).toMatchObject({ errorType: 'object' });
  });

  it('ends at the timeout of the function, even in an endless loop, and the next event is served', async () => {
    const clock = fakeClock();
    const source = `export const handler = async (event) => {
      if (event === 'fine') return 'fine';
      console.log('waiting'); await new Promise((resolve) => setImmediate(resolve)); for (;;);
    };`;
    const runner = await running(source, {}, { clock });
    const invocation = failureOf(runner.invoke('fn', {}));
    await logs('fn: waiting');
    clock.advance(2_999);
    expect(await runner.invoke('fn', 'fine')).toBe('fine');
    clock.advance(1);
    const failure = await invocation;
    expect(failure.errorType).toBe('Sandbox.Timedout');
    expect(failure.errorMessage).toMatch(/^RequestId: [0-9a-f-]{36} Error: Task timed out after 3.00 seconds$/);
    expect(await runner.invoke('fn', 'fine')).toBe('fine');
  });

  it('is the crash of its environment when a rejection or an exception goes unhandled, and the next event gets a new one', async () => {
    const runner = await running(`const me = crypto.randomUUID();
      export const handler = async (event) => {
        if (event === 'reject') { Promise.reject(new Error('nobody listens')); await new Promise(() => {}); }
        if (event === 'throw') { setImmediate(() => { throw new TypeError('nobody catches'); }); await new Promise(() => {}); }
        if (event === 'exit') process.exit(7);
        return me;
      };`);
    const before = await runner.invoke('fn', {});
    expect(await failureOf(runner.invoke('fn', 'reject'))).toMatchObject({
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'Error: nobody listens',
    });
    expect(await runner.invoke('fn', {})).not.toBe(before);
    expect(await failureOf(runner.invoke('fn', 'throw'))).toMatchObject({
      errorType: 'TypeError',
      errorMessage: 'nobody catches',
    });
    expect(await failureOf(runner.invoke('fn', 'exit'))).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining('exit status 7'),
    });
    expect(await runner.invoke('fn', {})).toEqual(expect.any(String));
  });

  it('is not one when the environment crashes after the answer: the log tells, and the next event gets a new one', async () => {
    const runner = await running(`const me = crypto.randomUUID();
      export const handler = async () => { setTimeout(() => Promise.reject(new Error('too late')), 5); return me; };`);
    const first = await runner.invoke('fn', {});
    await logs('fn: Runtime.UnhandledPromiseRejection outside any event: Error: too late');
    expect(await runner.invoke('fn', {})).not.toBe(first);
  });

  it('is told when the function uses more memory than it has', async () => {
    const runner = await running(
      `export const handler = async () => { const all = []; for (;;) all.push(new Array(10_000).fill(all.length)); };`,
      { memoryMb: 16, timeoutSeconds: 20 },
    );
    expect(await failureOf(runner.invoke('fn', {}))).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining('memory'),
    });
  }, 30_000);

  it.each([
    ['throws while it loads', `throw new RangeError('bad setting')`, 'RangeError', 'bad setting'],
    ['imports what is not there', `import 'no-such-package'`, 'Runtime.ImportModuleError', 'no-such-package'],
    ['is no JavaScript', `export const = 1`, 'Runtime.UserCodeSyntaxError', 'Unexpected'],
    ['lacks the handler', `export const other = 1`, 'Runtime.HandlerNotFound', 'has no exported function "handler"'],
    ['takes a callback', `export const handler = (a, b, done) => done()`, 'Runtime.CallbackHandlerDeprecated', 'async'],
  ])('is told when the bundle %s', async (_, source, errorType, message) => {
    const runner = await running(source);
    const failure = await failureOf(runner.invoke('fn', {}));
    expect(failure.errorType).toBe(errorType);
    expect(failure.errorMessage).toContain(message);
  });

  it('ends after 10 s and the function’s timeout when the bundle never finishes loading', async () => {
    const clock = fakeClock();
    const source = `console.log('loading'); setInterval(() => {}, 1000); await new Promise(() => {}); export const handler = 1;`;
    const runner = await running(source, {}, { clock });
    const invocation = failureOf(runner.invoke('fn', {}));
    await logs('fn: loading');
    clock.advance(13_000);
    expect((await invocation).errorMessage).toContain('Task timed out after 3.00 seconds');
  });
});

describe('the runner', () => {
  it('refuses to start without the bundles, names them all and says to build', () => {
    const missing = { environment: {}, timeoutSeconds: 3, memoryMb: 128 };
    const functions = { a: { ...missing, file: '/no/a.mjs' }, b: { ...missing, file: '/no/b.mjs' } };
    expect(() => runnerOf(functions)).toThrow(
      'The bundle is missing of a (/no/a.mjs), b (/no/b.mjs): build the Lambda functions first',
    );
  });

  it('runs the new bundle after a reload, while the event that runs ends on the old one', async () => {
    const gate = join(folder, 'gate');
    const runner =
      await running(`import { existsSync } from 'node:fs'; import { setTimeout } from 'node:timers/promises';
      export const handler = async (event) => {
        if (event === 'hold') { console.log('holding'); while (!existsSync(${JSON.stringify(gate)})) await setTimeout(5); }
        return 'old'; };`);
    expect(await runner.invoke('fn', {})).toBe('old');
    const held = runner.invoke('fn', 'hold');
    await logs('fn: holding');
    await bundle(`export const handler = async () => 'new';`);
    runner.reload();
    expect(await runner.invoke('fn', {})).toBe('new');
    await writeFile(gate, '');
    expect(await held).toBe('old');
    expect(await Promise.all([runner.invoke('fn', {}), runner.invoke('fn', {})])).toEqual(['new', 'new']);
  });

  it('rejects what runs and what waits when it is closed, and takes nothing more', async () => {
    const runner = await running(
      `export const handler = async () => { console.log('waiting'); await new Promise(() => setInterval(() => {}, 1000)); };`,
      {},
      { concurrency: 1 },
    );
    const invocations = Promise.allSettled([runner.invoke('fn', {}), runner.invoke('fn', {})]);
    await logs('fn: waiting');
    await runner.close();
    const closed = { status: 'rejected', reason: new Error('The Lambda runner is closed') };
    expect(await invocations).toEqual([closed, closed]);
    await expect(runner.invoke('fn', {})).rejects.toThrow('The Lambda runner is closed');
  });

  it('names the functions that it has when asked for another', async () => {
    const runner = await running(`export const handler = async () => 1;`);
    await expect(runner.invoke('nope', {})).rejects.toThrow('There is no function "nope": the runner has fn');
  });
});
