import { countsAsMessage, type Entry, utf8Bytes } from '@parley/protocol';
import type { ConversationLog } from '../conversations/conversation-log';
import { myRow } from '../conversations/my-row';
import { fitting, pageBytes } from '../page';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';

/** Entries in a page however few of them are messages: ten changes to each of 50, some 30 read units. */
const pageEntries = 500;
/** Entries read at once where the newest turn out to be changes. */
const moreEntries = 150;

const messagesIn = (entries: readonly Entry[]): number => entries.filter(({ kind }) => countsAsMessage(kind)).length;

/** The entries from the `messages`th last message on; all of them where they are fewer. */
const fromMessage = (entries: readonly Entry[], messages: number): readonly Entry[] => {
  const first = entries.filter(({ kind }) => countsAsMessage(kind)).at(-messages);
  return entries.slice(first && messagesIn(entries) >= messages ? entries.indexOf(first) : 0);
};

/** The last entries below `before`, ascending: so many messages and everything between them, no more than fit. */
const lastMessages = async (
  log: ConversationLog,
  conversationId: string,
  { before, messages, bytes }: { before: number | undefined; messages: number; bytes: number },
): Promise<Entry[]> => {
  let page: Entry[] = [];
  for (let [ends, count] = [before, messages]; ; count = moreEntries) {
    const more = await log.last(conversationId, Math.min(count, pageEntries - page.length), ends);
    page = [...more, ...page];
    ends = more[0]?.seq ?? 1;
    const isFull =
      messagesIn(page) >= messages || page.length >= pageEntries || utf8Bytes(JSON.stringify(page)) > bytes;
    if (isFull || ends === 1) break;
  }
  // Newest first into the page, since it is read from its end; ascending out of it.
  return fitting(fromMessage(page, messages).toReversed(), bytes).reverse();
};

export const readHistory: UseCase<'messages.history'> = async (context, caller, { conversationId, before, limit }) => {
  const { log } = context;
  const [entries, [newest]] = await Promise.all([
    lastMessages(log, conversationId, { before, messages: limit, bytes: pageBytes(caller) }),
    log.last(conversationId, 1),
  ]);
  // After the log, never beside it: what was written once they were out is not theirs (DEL-1).
  await myRow(context, caller, conversationId);
  if (!newest) refuse('not_a_member');
  return { entries, head: Math.max(newest.seq, entries.at(-1)?.seq ?? 0) };
};
