import type { KnownEntry } from '@parley/protocol';
import type { Appended } from '../conversations/append';

type Posted = Extract<KnownEntry, { kind: 'message.posted' }>;

/**
 * What comes of sending a message again, for an author who is out by now: that it was posted, and what they wrote. What
 * became of it since is for those who are in (DEL-1), so it is not handed over to the author either. `text`: what they
 * say that it is, should somebody have deleted it since.
 */
export const asLeft = (entry: Posted, appended: Appended, text: string): { told: Posted; handedOver: Appended } => {
  const { members, claimed } = appended;
  const { author } = entry;
  const left = claimed ? undefined : members.get(author)?.left;
  if (left === undefined) return { told: entry, handedOver: appended };
  const { body } = entry;
  const others = new Map([...members].filter(([personId]) => personId !== author));
  const isChanged = (body.rev ?? 0) > left;
  const { replyTo, edited } = body;
  const written = {
    text: body.deleted ? text : body.text,
    ...(replyTo !== undefined && { replyTo }),
    ...(edited && edited.seq <= left && { edited }),
  };
  return {
    told: isChanged ? { ...entry, body: written } : entry,
    handedOver: { ...appended, members: others },
  };
};
