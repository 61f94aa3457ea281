import { type Invitation, limits } from '@parley/protocol';
import { mayToPeople } from '../access/permit';
import { refuse } from '../refuse';
import type { UseCase } from '../use-case';

/** Invitations in a page: some 600 bytes each, so they fit a frame. */
const page = 20;
const dayMs = 24 * 60 * 60_000;
/** How long an ended one is still listed. */
const endedMs = 30 * dayMs;
/** The longest that an invitation can be open. */
const openMs = limits.invitationHours * 60 * 60_000;

const isListed = ({ revokedAt, expiresAt }: Invitation, now: number): boolean =>
  (revokedAt ?? expiresAt) > now - endedMs;

/** The place that a cursor names; `invalid` where it is none. */
const placeIn = (cursor: string): string =>
  /^\d{15}#[0-9a-f]{16}$/.test(cursor) ? cursor : refuse('invalid', 'cursor: is none of this list');

/** To whoever may revoke those of others: all of them. To others: their own. */
export const listInvitations: UseCase<'invitations.list'> = async (context, { personId }, { cursor }) => {
  const { invitations, access, clock } = context;
  const mine = (await access.of([personId])).get(personId) ?? refuse('no_profile');
  const createdBy = mayToPeople('invitations.revoke', mine.role, 'member') ? undefined : personId;
  const now = clock.now();
  const since = now - openMs - endedMs;
  const before = cursor === undefined ? undefined : placeIn(cursor);
  if (before !== undefined && Number(before.slice(0, 15)) < since) return { invitations: [] };
  const places = await invitations.list(createdBy, { since, before, limit: page });
  const byId = new Map((await invitations.get(places.map(({ id }) => id))).map((one) => [one.id, one]));
  const listed = places.flatMap(({ id }) => byId.get(id) ?? []).filter((one) => isListed(one, now));
  const last = places.at(-1);
  return { invitations: listed, ...(places.length === page && last && { cursor: last.place }) };
};
