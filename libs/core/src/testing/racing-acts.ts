import { everyoneToken } from '@parley/protocol';
import { plainAccess } from '../access/access-store';
import type { Append, Appended, Decide } from '../conversations/append';
import { renaming } from '../conversations/rename-conversation';
import { adding } from '../memberships/add-members';
import { banning, unbanning } from '../memberships/ban-member';
import { ranking } from '../memberships/change-member-role';
import { leaving } from '../memberships/leave-conversation';
import { removing } from '../memberships/remove-member';
import type { Calling } from '../messages/call-everyone';
import { deleting } from '../messages/delete-message';
import { discarding } from '../messages/discard-message';
import { editing } from '../messages/edit-message';
import { reacting, unreacting } from '../messages/react';
import { posting } from '../messages/send-message';
import { refuse } from '../refuse';

/**
 * What somebody does in a race. `call`: say something to the next person by name; `summon`: to everyone; `raise`: edit
 * something so that it calls everyone; `name`: so that it calls the next person by name; `discard`: say it and give it up at once.
 */
export const doings = [
  ...(['say', 'call', 'summon', 'edit', 'raise', 'name', 'delete', 'react', 'unreact'] as const),
  ...(['rename', 'remove', 'add', 'leave', 'discard'] as const),
  ...(['promote', 'own', 'demote', 'ban', 'unban'] as const),
];
export type Doing = (typeof doings)[number];

/** One thing that somebody is about to do, with what it is about as they saw it. */
export type Plan = {
  what: Doing;
  author: string;
  key: string;
  after: number;
  /** Whom it is about, where it is about somebody. */
  whom: string;
  /** Everybody who may come and go. */
  people: readonly string[];
  /** The message it is about, and its last edit; 1, which is no message, where there was none. */
  target: number;
  basedOn: number;
};

/** What a plan says, where it says something: the key, so that it is told from everything else. */
export const textOf = ({ what, key, whom }: Plan): string => {
  if (what === 'summon' || what === 'raise') return `${everyoneToken} ${key}`;
  return what === 'call' || what === 'name' ? `<@${whom}> ${key}` : key;
};
/** Whether a plan says something. */
export const says = ({ what }: Plan): boolean => what === 'say' || what === 'call' || what === 'summon';
/** The key under which what was said is deleted, should it have been said when it is given up. */
const deleteKey = (key: string): string => `${key.slice(0, -1)}D`;

/** Who races has no profile, and nothing befalls them in the workspace. */
const everybodyIsActive = {
  of: async (ids: readonly string[]) => new Map(ids.map((id) => [id, plainAccess])),
};

const decisionOf = (calling: Calling, plan: Plan): Decide => {
  const { author, target, basedOn, whom, key, people } = plan;
  const emoji = '👍';
  const decisions: Record<Exclude<Doing, 'discard'>, Decide> = {
    say: posting(calling, author, { text: textOf(plan) }),
    call: posting(calling, author, { text: textOf(plan) }),
    summon: posting(calling, author, { text: textOf(plan) }),
    edit: editing(calling, author, { target, basedOn, text: textOf(plan) }),
    name: editing(calling, author, { target, basedOn, text: textOf(plan) }),
    raise: editing(calling, author, { target, basedOn, text: textOf(plan) }),
    delete: deleting(calling, author, target),
    react: reacting(author, { target, emoji }),
    unreact: unreacting(author, { target, emoji }),
    rename: renaming(author, key),
    remove: removing(author, whom),
    add: adding(author, people, new Set(people)),
    promote: ranking(author, whom, 'moderator'),
    own: ranking(author, whom, 'owner'),
    demote: ranking(author, whom, 'member'),
    ban: banning(author, whom, true),
    unban: unbanning(author, whom),
    leave: leaving(everybodyIsActive, author),
  };
  return plan.what === 'discard' ? refuse('internal') : decisions[plan.what];
};

/** Does it once, by one process. */
export const perform = (append: Append, calling: Calling, conversationId: string, plan: Plan): Promise<Appended> => {
  const { what, author, key, after } = plan;
  if (what === 'discard')
    return discarding(append, calling, conversationId, { author, key, after, deleteKey: deleteKey(key) });
  return append(conversationId, { author, key, after }, decisionOf(calling, plan));
};
