// The inside of one execution environment: loads the bundle once, then answers one event at a time.
// Plain JavaScript, because a worker thread starts without the loader that the rest of the program may run under.
import { channel } from 'node:diagnostics_channel';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

const { file, handlerName, context: shared } = workerData;

const failureOf = (thrown) => {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: textOf(thrown), trace: [] };
  return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') };
};
const textOf = (thrown) => {
  try {
    return String(thrown);
  } catch {
    return 'a value that has no text';
  }
};

// As in Lambda, what nobody catches ends the environment, whichever event caused it.
const crash = (failure) => {
  parentPort.postMessage({ type: 'crashed', failure });
  process.exit(1);
};
process.on('uncaughtException', (thrown) => crash(failureOf(thrown)));
process.on('unhandledRejection', (reason) =>
  crash({ ...failureOf(reason), errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: textOf(reason) }),
);

const loadHandler = async () => {
  const bundle = await import(pathToFileURL(file).href).catch((thrown) => {
    const failure = failureOf(thrown);
    if (thrown?.code === 'ERR_MODULE_NOT_FOUND') failure.errorType = 'Runtime.ImportModuleError';
    if (thrown instanceof SyntaxError) failure.errorType = 'Runtime.UserCodeSyntaxError';
    return crash(failure);
  });
  const handler = bundle[handlerName];
  if (typeof handler !== 'function')
    crash({
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: `${file} has no exported function "${handlerName}"`,
      trace: [],
    });
  if (handler.length >= 3)
    crash({
      errorType: 'Runtime.CallbackHandlerDeprecated',
      errorMessage: `${file}: "${handlerName}" takes a callback, which Lambda removed with Node.js 24: make it async`,
      trace: [],
    });
  return handler;
};

const handler = await loadHandler();

// A kill on purpose. An outgoing HTTP call that is about to be sent is a step, and so is an answer that arrives.
let stepsToDeath = 0;
const step = () => {
  stepsToDeath -= 1;
  if (stepsToDeath === 0) process.exit(137); // as of SIGKILL: nothing after this line runs, and nothing is sent
};
const steps = ['http.client.request.created', 'http.client.response.finish'].map((name) => channel(name));
const dieAt = (atStep) => {
  stepsToDeath = atStep;
  for (const one of steps) one.subscribe(step);
};
const live = () => {
  for (const one of steps) one.unsubscribe(step);
};

const answer = async ({ requestId, event, timeoutMs }) => {
  const deadline = performance.now() + timeoutMs;
  const context = {
    ...shared,
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
  };
  let result;
  try {
    result = await handler(JSON.parse(event), context);
  } catch (thrown) {
    return { type: 'failed', failure: failureOf(thrown) };
  }
  try {
    return { type: 'answered', result: JSON.stringify(result) ?? 'null' };
  } catch (thrown) {
    const errorMessage = `Unable to stringify response body: ${textOf(thrown)}`;
    return { type: 'failed', failure: { errorType: 'Runtime.MarshalError', errorMessage, trace: [] } };
  }
};

parentPort.on('message', async (invocation) => {
  if (invocation.deathStep !== undefined) dieAt(invocation.deathStep);
  const answered = await answer(invocation);
  live();
  parentPort.postMessage(answered);
});
parentPort.postMessage({ type: 'ready' });
