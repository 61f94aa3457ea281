import type { Connected } from '../connected';

export type Sent = { command: string; input: object };

/** Lets a test stand in front of DynamoDB: `play` sees each command and may answer, change or refuse it. */
export const inFrontOf = <I extends object = object, O extends object = object>(
  { client }: Connected,
  play: (sent: Sent & { input: I }, pass: (input?: I) => Promise<O>) => Promise<O>,
): void => {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        let result: Awaited<ReturnType<typeof next>> | undefined;
        const output = await play({ command: commandName, input: args.input as I }, async (input) => {
          result = await next({ ...args, input: (input ?? args.input) as typeof args.input });
          return result.output as unknown as O;
        });
        return { response: undefined, ...result, output: output as never };
      },
    { step: 'initialize', name: `play-${Math.random()}` },
  );
};

/** The commands that were sent, as they are sent. */
export const watch = (connected: Connected): Sent[] => {
  const sent: Sent[] = [];
  inFrontOf(connected, (command, pass) => {
    sent.push(command);
    return pass();
  });
  return sent;
};

/** Each command fails with the next of these errors; when there are none left, commands go through. */
export const failWith = (connected: Connected, errors: Error[]): void => {
  inFrontOf(connected, (_, pass) => {
    const error = errors.shift();
    if (error) throw error;
    return pass();
  });
};

/** The next answer is lost on its way back, below the SDK's own retries, after DynamoDB did what was asked. */
export const loseNextReply = ({ client }: Connected): void => {
  let lost = false;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      if (lost) return result;
      lost = true;
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    },
    { step: 'deserialize', priority: 'low', name: 'lose-reply' },
  );
};

/** A clock whose pauses pass at once and are written down. */
export const patience = () => {
  const pauses: number[] = [];
  const clock = {
    now: () => 0,
    sleep: async (ms: number) => {
      pauses.push(ms);
    },
  };
  return { clock, pauses };
};
