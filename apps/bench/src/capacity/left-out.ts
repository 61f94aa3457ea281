import type { RequestType } from '@parley/protocol';

const seldom = 'Of a profile or an account, a few times in a year of a person.';
const settings = 'A person looks at or changes their settings, a few times a month.';
const admins = 'Admins alone ask it, a few times in a week of a workspace.';
const sidebar =
  'Once when a page is opened, or while somebody searches: reads alone, bounded by the limits of searches.';

/**
 * Requests without a row, each with the reason: they are too rare to be seen in a bill. Whatever belongs to
 * conversations and their messages has one.
 */
export const leftOut = {
  'people.me': sidebar,
  'people.find': sidebar,
  'people.search': sidebar,
  'people.settings': settings,
  'people.profile': seldom,
  'people.changeAddress': seldom,
  'people.address': seldom,
  'people.block': seldom,
  'people.unblock': seldom,
  'people.blocked': settings,
  'people.role': admins,
  'people.suspend': admins,
  'people.reinstate': admins,
  'people.resetSecondStep': admins,
  'people.delete': seldom,
  'sessions.list': settings,
  'sessions.revoke': seldom,
  'sessions.revokeAll': seldom,
  'invitations.create': admins,
  'invitations.list': admins,
  'invitations.revoke': admins,
  'workspace.get': sidebar,
  'workspace.change': admins,
} as const satisfies Partial<Record<RequestType, string>>;
