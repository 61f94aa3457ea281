import * as z from 'zod';
import { fail } from './fault';
import type { Pool } from './pool';
import type { User } from './state';
import type { TriggerSource } from './triggers';
import { triggerAttributes, usernameOf } from './users';

/** What a client sends along for the triggers. */
export type ClientMetadata = Record<string, string> | undefined;

type Changes = { add: Record<string, unknown>; suppress: string[] };

/** What a PreTokenGeneration trigger asks for. */
export type ClaimChanges = {
  id: Changes;
  access: Changes;
  scopes: { add: string[]; suppress: string[] };
  /** Instead of the groups that the user is in. */
  groups: string[] | undefined;
};

/** Why tokens are made. */
export type TokenSource = Extract<TriggerSource, `TokenGeneration_${string}`>;

const Names = z.array(z.string()).nullish();
const Groups = z.object({ groupsToOverride: Names }).nullish();
const First = z.object({
  claimsOverrideDetails: z
    .object({
      claimsToAddOrOverride: z.record(z.string(), z.string()).nullish(),
      claimsToSuppress: Names,
      groupOverrideDetails: Groups,
    })
    .nullish(),
});
// From its second version on a claim may be anything that JSON can say.
const Claims = { claimsToAddOrOverride: z.record(z.string(), z.json()).nullish(), claimsToSuppress: Names };
const Second = z.object({
  claimsAndScopeOverrideDetails: z
    .object({
      idTokenGeneration: z.object(Claims).nullish(),
      accessTokenGeneration: z.object({ ...Claims, scopesToAdd: Names, scopesToSuppress: Names }).nullish(),
      groupOverrideDetails: Groups,
    })
    .nullish(),
});

const parse = <S extends z.ZodType>(schema: S, response: unknown): z.output<S> => {
  const parsed = schema.safeParse(response);
  return parsed.success ? parsed.data : fail('InvalidLambdaResponseException', 'Unrecognizable lambda output');
};

type Given = {
  claimsToAddOrOverride?: Record<string, unknown> | null | undefined;
  claimsToSuppress?: string[] | null | undefined;
};

type GivenGroups = z.output<typeof Groups>;

/** Left out, they stay; the guide: "If you provide an empty or null object in the response, then the groups are suppressed." */
const groupsFrom = (given: GivenGroups): string[] | undefined =>
  given === undefined ? undefined : (given?.groupsToOverride ?? []);

const changesFrom = (given: Given | null | undefined): Changes => ({
  add: given?.claimsToAddOrOverride ?? {},
  suppress: given?.claimsToSuppress ?? [],
});

/** Asks the PreTokenGeneration trigger, if there is one, what the tokens shall say. */
export const claimChanges = async (
  { triggers, triggerVersion }: Pool,
  user: User,
  { source, scope, clientMetadata }: { source: TokenSource; scope: string; clientMetadata: ClientMetadata },
): Promise<ClaimChanges> => {
  const groupConfiguration = { groupsToOverride: user.groups, iamRolesToOverride: [], preferredRole: null };
  const request = {
    userAttributes: triggerAttributes(user),
    groupConfiguration,
    ...(triggerVersion === '2' && { scopes: scope.split(' ') }),
    clientMetadata,
  };
  const response = await triggers('preTokenGeneration', { source, userName: usernameOf(user), request, response: {} });
  if (triggerVersion === '1') {
    const details = parse(First, response).claimsOverrideDetails;
    return {
      id: changesFrom(details),
      access: changesFrom(null), // the first version reaches the ID token alone
      scopes: { add: [], suppress: [] },
      groups: groupsFrom(details?.groupOverrideDetails),
    };
  }
  const details = parse(Second, response).claimsAndScopeOverrideDetails;
  return {
    id: changesFrom(details?.idTokenGeneration),
    access: changesFrom(details?.accessTokenGeneration),
    scopes: {
      add: details?.accessTokenGeneration?.scopesToAdd ?? [],
      suppress: details?.accessTokenGeneration?.scopesToSuppress ?? [],
    },
    groups: groupsFrom(details?.groupOverrideDetails),
  };
};
