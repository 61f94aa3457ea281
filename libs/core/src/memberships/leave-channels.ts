import { derivedKey } from '../conversations/derived-key';
import { inParallel } from '../delivery/in-parallel';
import { handOver } from '../delivery/hand-over';
import { Refused } from '../refuse';
import type { Context } from '../use-case';
import { leaving } from './leave-conversation';

const leaveOne = async (context: Context, personId: string, conversationId: string): Promise<void> => {
  const key = await derivedKey(`farewell ${personId} ${conversationId}`);
  const [head] = await context.log.last(conversationId, 1);
  try {
    const attempt = { author: personId, key, after: head?.seq ?? 0 };
    const appended = await context.append(conversationId, attempt, leaving(context.access, personId));
    await handOver(context, conversationId, appended);
  } catch (error) {
    const isOut = error instanceof Refused && error.refusal.code === 'not_a_member';
    if (!isOut) throw error;
  }
};

/**
 * Takes somebody out of every channel that they are in, and hands on those that they owned (ROLE-5). It may be repeated,
 * also by two at once. All are tried; rejects where one is left. Direct conversations stay: their people are fixed.
 */
export const leaveChannels = async (context: Context, personId: string): Promise<void> => {
  const rows = await context.inbox.rows(personId);
  const here = rows.filter(({ left }) => left === undefined).map(({ conversationId }) => conversationId);
  const channels = (await context.conversations.get(here)).filter(({ kind }) => kind === 'channel');
  const failures: unknown[] = [];
  await inParallel(
    channels.map(({ id }) => async () => {
      await leaveOne(context, personId, id).catch((error) => failures.push(error));
    }),
  );
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} channels are not left.`);
};
