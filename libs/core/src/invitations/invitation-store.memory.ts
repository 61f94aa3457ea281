import type { Invitation } from '@parley/protocol';
import { type MemoryTables, under } from '../testing/memory-tables';
import { type Admission, admissionBy, type InvitationStore, isOpen, placeOf } from './invitation-store';

const isSame = (was: Admission, replaced: Admission | undefined): boolean =>
  was.invitationId === replaced?.invitationId && was.expiresAt === replaced.expiresAt;

export const memoryInvitationStore = ({ invitations, tokens, wishes, admissions }: MemoryTables): InvitationStore => {
  const change = (id: string, fields: Partial<Invitation>): void => {
    const was = invitations.get(id);
    if (was) invitations.set(id, { ...was, ...fields });
  };
  return {
    create: async (invitation, replaced) => {
      if (invitations.has(invitation.id)) return 'known';
      const { email, expiresAt } = invitation;
      const was = email === undefined ? undefined : admissions.get(email);
      if (was && !isSame(was, replaced)) return 'let_in';
      invitations.set(invitation.id, invitation);
      if (email !== undefined) admissions.set(email, admissionBy(invitation, expiresAt));
      return 'created';
    },
    setToken: async (id, hash) => {
      for (const [other, leadsTo] of tokens) if (leadsTo === id) tokens.delete(other);
      tokens.set(hash, id);
    },
    get: async (ids) => [...invitations.values()].filter(({ id }) => ids.includes(id)),
    byToken: async (hash) => invitations.get(tokens.get(hash) ?? ''),
    list: async (createdBy, { since, before, limit }) =>
      [...invitations.values()]
        .filter((one) => (createdBy === undefined || one.createdBy === createdBy) && one.createdAt >= since)
        .map((one) => ({ id: one.id, place: placeOf(one) }))
        .filter(({ place }) => before === undefined || place < before)
        .sort((a, b) => (a.place < b.place ? 1 : -1))
        .slice(0, limit),
    revoke: async (id, at) => {
      const was = invitations.get(id);
      if (was?.email !== undefined && admissions.get(was.email)?.invitationId === id) admissions.delete(was.email);
      change(id, { revokedAt: was?.revokedAt ?? at });
      return invitations.get(id);
    },
    wish: async (email, id, until) => {
      const theirs = under(wishes, email);
      theirs.set(id, Math.max(theirs.get(id) ?? 0, until));
    },
    wishes: async (email, now) =>
      [...(wishes.get(email) ?? [])]
        .filter(([, until]) => until > now)
        .sort(([, a], [, b]) => b - a)
        .map(([id]) => id),
    reserve: async (invitation, email, now, until, replaced) => {
      const before = admissions.get(email);
      if (before && before.expiresAt > now && !isSame(before, replaced)) return 'reserved';
      const was = invitations.get(invitation.id);
      if (!was || !isOpen(was, now) || !under(wishes, email).delete(was.id)) return 'spent';
      change(was.id, { uses: was.uses + 1 });
      admissions.set(email, admissionBy(was, until));
      return 'reserved';
    },
    admission: async (email) => admissions.get(email),
    settle: async (email, { invitationId }) => {
      if (admissions.get(email)?.invitationId !== invitationId) return;
      admissions.delete(email);
      const was = invitations.get(invitationId);
      if (was?.email === email) change(invitationId, { uses: was.uses + 1 });
    },
  };
};
