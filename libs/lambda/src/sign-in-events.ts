import { WorkspaceRole } from '@parley/protocol';
import * as z from 'zod';
import { PoolEvent } from './pool-trigger';

/** What Cognito says before it looks at a password, as far as we read it. `userName`: of nobody, what was typed. */
export const PreAuthenticationEvent = PoolEvent.pick({ triggerSource: true, userName: true }).loose();

const Groups = z.looseObject({ groupsToOverride: z.array(z.string()).nullish() });

/** What Cognito says before it makes tokens, in version 1 of the event, as far as we read it. */
export const TokenGenerationEvent = z.looseObject({
  triggerSource: z.string().startsWith('TokenGeneration_'),
  userPoolId: z.string().min(1),
  userName: z.string().min(1),
  request: z.looseObject({
    userAttributes: z.record(z.string(), z.string().optional()).and(z.object({ sub: z.string().min(1) })),
    /** What the page sent along as it showed the password. */
    clientMetadata: z.record(z.string(), z.string()).nullish(),
    /** The groups that somebody is in at the pool, and what comes of them. */
    groupConfiguration: Groups.nullish(),
  }),
});

const isRole = (group: string): boolean => WorkspaceRole.safeParse(group).success;

/**
 * The answer that puts this role into `cognito:groups` of both tokens, beside the groups that are not ours. The rest of what
 * was said of groups goes back as it came: Cognito takes what is left out as none.
 */
export const groupsWith = (role: WorkspaceRole, given: z.output<typeof Groups> | null | undefined): object => {
  const others = (given?.groupsToOverride ?? []).filter((group) => !isRole(group));
  return { claimsOverrideDetails: { groupOverrideDetails: { ...given, groupsToOverride: [role, ...others] } } };
};
