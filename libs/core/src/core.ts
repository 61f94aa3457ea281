import {
  type Asked,
  type BodyOf,
  decodeRequest,
  encode,
  type Frame,
  limits,
  type lookAtInvitation as lookedAt,
  type Refusal,
  refusal,
  type Reply,
  type ReplyOf,
  type RequestType,
  utf8Bytes,
} from '@parley/protocol';
import { admit } from './connections/admission';
import { createCloseConnections } from './connections/close-connections';
import { createContext } from './context';
import { createDeliverQueued } from './delivery/deliver-queued';
import type { Delivery } from './delivery/delivery-queue';
import { useCases } from './dispatch';
import { issueToken, type TokenRequest, type TokenTerms } from './identity/issue-token';
import { limitSignIn } from './limits/limit-sign-in';
import { createThrottle } from './limits/throttle';
import { admitSignUp, type SignUp } from './invitations/admit-sign-up';
import { lookAtInvitation, type Onlooker } from './invitations/look-at-invitation';
import { type Account, registerPerson } from './people/register-person';
import { removed } from './people/remove-person';
import type { Ports } from './ports';
import { Refused } from './refuse';
import type { Caller, UseCase } from './use-case';

type Answered<T> = { ok: true; body: T } | { ok: false; refusal: Refusal };
export type Answer = Answered<Reply<RequestType>>;
export type LookAnswer = Answered<ReplyOf<typeof lookedAt>>;

/** Parley without its doors. */
export type Core = {
  /** Text that a socket brought, to the frame that answers it. Never throws. */
  handle(caller: Caller, text: string): Promise<string>;
  /** A decoded request. Never throws: a bug is reported, and leaves as `internal` without details. */
  answer(caller: Caller, asked: Asked): Promise<Answer>;
  /** A connection ended, as far as anybody noticed. */
  closed(personId: string, connectionId: string): Promise<void>;
  /**
   * Resolves when nothing is under way any more that an answer did not wait for: a slow connection is tried again, and a
   * gone one loses its lease. Within a second of the last answer. A process that is frozen once it has answered waits for it.
   */
  idle(): Promise<void>;
  /** Does what follows when somebody's coming in has changed: their connections are closed. Rejects where that has to come again (DEL-6). */
  accessChanged(personId: string): Promise<void>;
  /**
   * Finishes the removal of somebody; does nothing for anybody else. It may come late, twice, or for nothing, and rejects
   * where it has to come again (AUTH-6).
   */
  removed(personId: string): Promise<void>;
  /** Makes what the queue kept of a delivery (DEL-2). Rejects where it has to come again. */
  deliver(delivery: Delivery): Promise<void>;
  /** Whether somebody may make an account: rejects with `Refused` where they may not. */
  admitSignUp(signUp: SignUp): Promise<void>;
  /** Somebody begins to sign in by this name: rejects with `Refused` where that was tried too often. */
  limitSignIn(name: string): Promise<void>;
  /** What tokens of somebody shall say: rejects with `Refused` where they get none. */
  issueToken(request: TokenRequest): Promise<TokenTerms>;
  /** A new account, confirmed: its profile is made once. Rejects with `Refused` where nobody let it in. */
  register(account: Account): Promise<void>;
  /** What an invitation is to, for somebody who is not signed in. Never throws. */
  lookAtInvitation(onlooker: Onlooker, body: BodyOf<typeof lookedAt>): Promise<LookAnswer>;
};

export const createCore = (ports: Ports): Core => {
  const context = createContext(ports);
  const throttle = createThrottle(context);

  const answering = async <T>(type: string, body: object, ask: () => Promise<T>): Promise<Answered<T>> => {
    try {
      return { ok: true, body: await ask() };
    } catch (error) {
      if (error instanceof Refused) return { ok: false, refusal: error.refusal };
      // What was to be written has a key, by which its author's device knows it: the one that `Measure` tells.
      ports.report('request failed', { type, ...('key' in body && { key: body.key }), error });
      return { ok: false, refusal: refusal('internal') };
    }
  };

  const answer = (caller: Caller, asked: Asked): Promise<Answer> =>
    answering(asked.type, asked.body, async () => {
      const { type, body } = asked;
      throttle(caller.personId);
      await admit(context, caller, asked);
      // The table pairs each name with the use case for its body; that is beyond what a union index can say.
      const useCase = useCases[type] as UseCase<RequestType>;
      return useCase(context, caller, body);
    });

  const answered = async (caller: Caller, text: string): Promise<Frame> => {
    const { id, ...decoded } = decodeRequest(text);
    const result = decoded.ok ? await answer(caller, decoded.value) : decoded;
    if (!result.ok) return { type: 'refusal', id, ...result.refusal };
    return { type: 'reply', id: id ?? '', body: result.body };
  };

  return {
    handle: async (caller, text) => {
      const frame = await answered(caller, text);
      const reply = encode(frame);
      if (frame.type !== 'reply' || utf8Bytes(reply) <= limits.frameBytes) return reply;
      const tooLarge = refusal('too_large', 'The answer does not fit a frame. Ask over HTTP.');
      return encode({ type: 'refusal', id: frame.id, ...tooLarge });
    },
    answer,
    closed: (personId, connectionId) => ports.connections.close(personId, connectionId),
    idle: context.delivery.idle,
    accessChanged: createCloseConnections(context),
    removed: (personId) => removed(context, personId),
    deliver: createDeliverQueued(ports),
    admitSignUp: (signUp) => admitSignUp(context, signUp),
    limitSignIn: (name) => limitSignIn(context, name),
    issueToken: (request) => issueToken(context, request),
    register: (account) => registerPerson(context, account),
    lookAtInvitation: (onlooker, body) =>
      answering('invitations.look', {}, () => lookAtInvitation(context, onlooker, body)),
  };
};
