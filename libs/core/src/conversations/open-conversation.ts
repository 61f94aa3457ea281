import type { Body, Conversation, ConversationSummary, Entry } from '@parley/protocol';
import { limits } from '@parley/protocol';
import { isHandedOverAgain } from '../delivery/hand-over';
import { limitAct } from '../limits/slow-down';
import { afterEntry } from '../memberships/members';
import { takeOutRemoved } from '../memberships/take-out-removed';
import { stillHere } from '../people/people-store';
import { otherOfTwo } from '../people/unless-blocked';
import { refuse } from '../refuse';
import type { Caller, Context, UseCase } from '../use-case';
import { entryAfter } from './append';
import { channelId, directId } from './conversation-id';
import type { Projection } from './conversation-log';
import { getConversation } from './get-conversation';

const plan = async ({ personId }: Caller, body: Body<'conversations.open'>, at: number): Promise<Conversation> => {
  const people = [...new Set([personId, ...body.people])].sort();
  const made = { createdBy: personId, createdAt: at };
  if (body.kind === 'channel')
    return { id: await channelId(personId, body.key), kind: 'channel', name: body.name, ...made };
  if (people.length > limits.directPeople) refuse('invalid', `people: at most ${limits.directPeople}, you included`);
  if (people.length < 2) refuse('invalid', 'people: at least one besides you');
  return { id: await directId(people), kind: 'direct', people, ...made };
};

/** Gives the first entry to the people it names; who was removed meanwhile is in no channel by it. */
const announce = async (context: Context, { id, kind }: Conversation, first: Entry): Promise<void> => {
  const members = afterEntry(new Map(), first);
  await context.delivery.entry(id, first, members);
  if (kind === 'channel') await takeOutRemoved(context, [...members.keys()]);
};

/** Fills slot 1 of a new log, unless somebody did so before: the same key, or the same people. */
const create = async (context: Context, caller: Caller, key: string, conversation: Conversation, people: string[]) => {
  const attempt = { author: caller.personId, key, after: 0 };
  const change = { kind: 'conversation.created', body: { kind: conversation.kind, people } } as const;
  const entry = entryAfter(undefined, attempt, context.clock.now(), change);
  const joined = [...afterEntry(new Map(), entry).values()].map(({ personId, role, joined: seq }): Projection => ({
    write: 'joined',
    personId,
    role,
    seq,
    readN: 0,
    was: undefined,
  }));
  const claim = await context.log.claim(conversation.id, entry, [{ write: 'conversation', conversation }, ...joined]);
  if (claim.outcome === 'claimed') await announce(context, conversation, entry);
};

// The try that made it may have died before anybody was told (LOG-9).
const announceAgain = async (context: Context, { personId }: Caller, key: string, conversation: Conversation) => {
  if (!isHandedOverAgain(context.clock, conversation.createdAt)) return;
  const [first] = await context.log.from(conversation.id, 1, 1);
  if (first?.author === personId && first.key === key) await announce(context, conversation, first);
};

const isHidden = ({ row, latest }: ConversationSummary) => row.hiddenN !== undefined && latest.n <= row.hiddenN;

const show = async ({ inbox, delivery }: Context, { personId }: Caller, { conversation, row }: ConversationSummary) => {
  const shown = (await inbox.hide(personId, conversation.id, undefined)) ?? row;
  await delivery.rows(new Map([[personId, shown]]));
  return shown;
};

/** Opens what is there, or makes it: asking again with the same people, or the same key, opens the same one. */
export const openConversation: UseCase<'conversations.open'> = async (context, caller, body) => {
  const conversation = await plan(caller, body, context.clock.now());
  const other = otherOfTwo(conversation, caller.personId);
  if (other !== undefined && (await context.isBlocked(caller.personId, other))) refuse('blocked');
  const [existing] = await context.conversations.get([conversation.id]);
  if (!existing) {
    const people = [...new Set([caller.personId, ...body.people])].sort();
    if (stillHere(await context.people.get(people)).length < people.length) refuse('person_not_found');
    await limitAct(context, 'opens', caller.personId);
    await create(context, caller, body.key, conversation, people);
  } else await announceAgain(context, caller, body.key, existing);
  const summary = await getConversation(context, caller, { conversationId: conversation.id });
  return isHidden(summary) ? { ...summary, row: await show(context, caller, summary) } : summary;
};
