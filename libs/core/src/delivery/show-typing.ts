import { limits } from '@parley/protocol';
import { myRow } from '../conversations/my-row';
import { refuse } from '../refuse';
import type { Context, UseCase } from '../use-case';

const signalTyping = async ({ audience, signals }: Context, personId: string, conversationId: string) => {
  const present = await audience(conversationId, limits.inlineMembers);
  if (!present) return;
  const others = present.filter((id) => id !== personId);
  const watchers = await signals.watching(conversationId, others);
  await signals.post(
    watchers.map(({ connectionId }) => ({ connectionId, signal: { kind: 'typing', conversationId, personId } })),
  );
};

/**
 * Tells those who have the conversation open that the caller is writing, unless it has over 500 members (DEL-4).
 * Of what fails on the way nobody hears: in four seconds it is said again.
 */
export const showTyping: UseCase<'delivery.typing'> = async (context, caller, { conversationId }) => {
  if (!caller.connection) refuse('socket_only');
  await myRow(context, caller, conversationId);
  await signalTyping(context, caller.personId, conversationId).catch(() => {});
  return {};
};
