import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import {
  connectionFaults,
  type Fault,
  FaultRangesInput,
  type Faults,
  faultIds,
  FaultRatesInput,
  faultTable,
  parseFaultRates,
  type WebsocketApi,
} from '@parley/emulators';
import * as z from 'zod';

/** A body is a few rates: what is larger is none of ours. */
const bodyBytes = 64 * 1024;

const Schedule = z.string().transform((text, context) => {
  try {
    // Said as a whole, as on the command line: what is not named is off.
    return { ...Object.fromEntries(faultIds.map((id) => [id, 0])), ...parseFaultRates(text) };
  } catch (error) {
    context.addIssue(error instanceof Error ? error.message : String(error));
    return z.NEVER;
  }
});

const Change = z.strictObject({
  /** Sets all rates: `all`, `none`, `all,F26=0`. */
  schedule: Schedule.optional(),
  /** Changes the rates that it names, after that. */
  rates: FaultRatesInput.optional(),
  ranges: FaultRangesInput.optional(),
});

const Strike = z.strictObject({
  fault: z.enum(connectionFaults),
  /** One connection, or all of whom the authorizer knows by this id, or simply all. */
  connectionId: z.string().optional(),
  principalId: z.string().optional(),
  all: z.literal(true).optional(),
});

/**
 * `/_faults` of the local stack: GET shows the table, the rates and how often each struck; POST changes rates and
 * ranges; POST `/_faults/strike` breaks a connection now. It is no part of a deployment.
 */
export const faultsEndpoint = (
  faults: Faults,
  sockets: Pick<WebsocketApi, 'peers' | 'strike'>,
  timeScale: number,
): RequestListener => {
  const shown = () => {
    const [rates, counts, ranges] = [faults.rates(), faults.counts(), faults.ranges()];
    const row = (id: (typeof faultIds)[number]) => {
      const { range, ...fault }: Fault = faultTable[id];
      return { id, ...fault, ...(range && { range: { ...range, ...ranges[id] } }), rate: rates[id], count: counts[id] };
    };
    return { seed: faults.seed, timeScale, faults: faultIds.map(row), connections: sockets.peers() };
  };

  const change = ({ schedule, rates, ranges }: z.output<typeof Change>): Answer => {
    if (schedule) faults.setRates(schedule);
    if (rates) faults.setRates(rates);
    if (ranges) faults.setRanges(ranges);
    return { status: 200, body: shown() };
  };

  const strike = ({ fault, connectionId, principalId, all }: z.output<typeof Strike>): Answer => {
    if ([connectionId, principalId, all].filter((named) => named !== undefined).length !== 1)
      return { status: 400, body: { message: 'Name a connectionId or a principalId, or say "all": true.' } };
    const struck = sockets
      .peers()
      .filter((peer) => all || peer.connectionId === connectionId || peer.principalId === principalId)
      .filter((peer) => sockets.strike(peer.connectionId, fault));
    if (struck.length === 0) return { status: 404, body: { message: 'There is no such connection.' } };
    return { status: 200, body: { struck: struck.map((peer) => peer.connectionId) } };
  };

  const answerTo = async (request: IncomingMessage): Promise<Answer> => {
    const path = (request.url ?? '').split('?')[0];
    if (path === '/_faults' && request.method === 'GET') return { status: 200, body: shown() };
    if (request.method !== 'POST') return { status: 405, body: { message: 'Use GET or POST.' } };
    // A foreign page cannot send this type without asking first, which nobody here answers.
    if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
      return { status: 415, body: { message: 'Send JSON as application/json.' } };
    const sent = await jsonOf(request);
    if (path === '/_faults') return parsed(Change, sent, change);
    if (path === '/_faults/strike') return parsed(Strike, sent, strike);
    return { status: 404, body: { message: 'There are /_faults and /_faults/strike.' } };
  };

  return (request, response) => {
    answerTo(request).then(
      (answer) => write(response, answer),
      () => response.destroy(), // the caller went away before its request was complete
    );
  };
};

type Answer = { status: number; body: object };

const parsed = <S extends z.ZodType>(schema: S, sent: unknown, act: (body: z.output<S>) => Answer): Answer => {
  const body = schema.safeParse(sent);
  return body.success ? act(body.data) : { status: 400, body: { message: z.prettifyError(body.error) } };
};

/** Undefined, which no schema here takes, when it is no JSON or too much of it. */
const jsonOf = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= bodyBytes) chunks.push(chunk);
  }
  try {
    return bytes <= bodyBytes ? (JSON.parse(Buffer.concat(chunks).toString()) as unknown) : undefined;
  } catch {
    return undefined;
  }
};

const write = (response: ServerResponse, { status, body }: Answer): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
};
