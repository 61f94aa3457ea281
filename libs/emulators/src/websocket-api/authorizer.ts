import * as z from 'zod';
import { type AuthorizerContext, authorizerEvent, type Handshake, type Peer } from './events';
import { runFunction } from './invocation';
import { type Api } from './options';
import { allows, Policy } from './policy';

/** What the handshake does next. `failed` also covers an authorizer whose answer AWS would not accept. */
export type Verdict =
  { kind: 'allowed'; context?: AuthorizerContext } | { kind: 'unauthorized' } | { kind: 'denied' } | { kind: 'failed' };

const Answer = z.object({
  principalId: z.string().min(1),
  policyDocument: Policy,
  // Flat values only: AWS refuses an answer whose context holds an object or an array.
  context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
});

const sourcePattern = /^route\.request\.(header|querystring)\.(.+)$/;

/** Refuses identity sources that this emulator does not know, before the first handshake rather than during it. */
export const checkIdentitySources = (sources: string[]): void => {
  for (const source of sources) {
    if (sourcePattern.test(source)) continue;
    throw new Error(
      `Identity source '${source}' is not supported: use route.request.header.<name> or route.request.querystring.<name>.`,
    );
  }
};

const isPresent = (source: string, { headers, query }: Handshake) => {
  const [, place, name = ''] = sourcePattern.exec(source) ?? [];
  const values =
    place === 'header'
      ? Object.entries(headers).find(([sent]) => sent.toLowerCase() === name.toLowerCase())?.[1]
      : query[name];
  return values?.some((value) => value !== '') ?? false;
};

/** Asks the authorizer, if there is one, whether this handshake may go on to `$connect`. */
export const authorize = async (api: Api, peer: Peer, handshake: Handshake): Promise<Verdict> => {
  const { authorizer, clock, limits } = api;
  if (!authorizer) return { kind: 'allowed' };
  if (!authorizer.identitySource.every((source) => isPresent(source, handshake))) return { kind: 'unauthorized' };

  const methodArn = `arn:aws:execute-api:${api.region}:${api.accountId}:${api.apiId}/${api.stage}/$connect`;
  const askedAt = clock.now();
  const outcome = await runFunction(api, authorizer.function, authorizerEvent(api, peer, handshake, methodArn));
  if (outcome.kind === 'failed' && outcome.message === 'Unauthorized') return { kind: 'unauthorized' };
  if (outcome.kind !== 'returned') return { kind: 'failed' };

  const answer = Answer.safeParse(outcome.value).data;
  const tooLarge = Buffer.byteLength(JSON.stringify(outcome.value) ?? '') > limits.authorizerBytes;
  if (!answer || tooLarge) return { kind: 'failed' };
  if (!allows(answer.policyDocument, methodArn)) return { kind: 'denied' };
  const context = Object.entries(answer.context ?? {}).map(([name, value]) => [name, String(value)]);
  return {
    kind: 'allowed',
    context: {
      ...Object.fromEntries(context),
      principalId: answer.principalId,
      integrationLatency: clock.now() - askedAt,
    },
  };
};
