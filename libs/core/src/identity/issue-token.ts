import type { WorkspaceRole } from '@parley/protocol';
import type { Access } from '../access/access-store';
import { soon } from './soon';
import { refuse } from '../refuse';
import type { Context } from '../use-case';

/** The user pool is about to make tokens for somebody. */
export type TokenRequest = {
  personId: string;
  /** Present where somebody else said who they are, such as Google, and nobody asked for a second step: whether theirs has one. */
  hasSecondStep?: () => Promise<boolean>;
};

/** What the tokens shall say of them; no role where nothing of them is known here. */
export type TokenTerms = { role?: WorkspaceRole };

/** Undefined where they have no profile, or where that cannot be told now. */
const accessOf = async ({ access, clock, report }: Context, personId: string): Promise<Access | undefined> => {
  try {
    return (await soon(clock, access.of([personId]))).get(personId);
  } catch (error) {
    report('who is given a token could not be read', { personId, error });
    return undefined;
  }
};

/**
 * Decides on tokens before the user pool makes them (AUTH-9, AUTH-10). Refuses with `suspended`, with `no_profile` who was
 * removed, and with `second_step` who goes past theirs. A failed read of ours signs nobody out: the pool goes by what it
 * knows, and the doors decide on each request anyway. Rejects where the second step cannot be told, since that lets in.
 */
export const issueToken = async (context: Context, { personId, hasSecondStep }: TokenRequest): Promise<TokenTerms> => {
  const mine = await accessOf(context, personId);
  if (mine?.status === 'suspended') refuse('suspended');
  if (mine?.status === 'removed') refuse('no_profile');
  if (await hasSecondStep?.()) refuse('second_step');
  return mine ? { role: mine.role } : {};
};
