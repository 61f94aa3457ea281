import * as z from 'zod';
import { acceptedWildcards } from './accepted-wildcards';
import { allowedBy, type Template } from './template';

/** Something about a resource that CloudFormation would take, or refuse too late, and that must not be deployed. */
export type Violation = { rule: RuleName; logicalId: string; says: string };
export type RuleName = 'firewall-of-cloudfront-elsewhere' | 'public-bucket' | 'public-principal' | 'wildcard';

type Rule = (template: Template, region: string | undefined) => Violation[];

const resourcesOf = ({ Resources }: Template, type: string): [logicalId: string, properties: unknown][] =>
  Object.entries(Resources).flatMap(([id, { Type, Properties }]) => (Type === type ? [[id, Properties]] : []));

/** WAF has what is CloudFront's in us-east-1 alone, and says so only as it is deployed. */
const firewallElsewhere: Rule = (template, region) =>
  resourcesOf(template, 'AWS::WAFv2::WebACL').flatMap(([logicalId, properties]) => {
    const isOfCloudFront = z.looseObject({ Scope: z.literal('CLOUDFRONT') }).safeParse(properties).success;
    if (!isOfCloudFront || region === 'us-east-1') return [];
    const says = `A web ACL of CloudFront's must be in us-east-1, not in ${region ?? 'any region'}.`;
    return [{ rule: 'firewall-of-cloudfront-elsewhere', logicalId, says }];
  });

const Private = z.looseObject({
  PublicAccessBlockConfiguration: z.object({
    BlockPublicAcls: z.literal(true),
    BlockPublicPolicy: z.literal(true),
    IgnorePublicAcls: z.literal(true),
    RestrictPublicBuckets: z.literal(true),
  }),
});
const publicBuckets: Rule = (template) =>
  resourcesOf(template, 'AWS::S3::Bucket').flatMap(([logicalId, properties]) =>
    Private.safeParse(properties).success
      ? []
      : [{ rule: 'public-bucket', logicalId, says: 'A bucket must block public access in all four ways.' }],
  );

const publicPrincipals: Rule = (template) =>
  allowedBy(template).flatMap(({ logicalId, principals }) =>
    principals === '*' || /^\{"AWS":(\["\*"\]|"\*")\}$/.test(principals)
      ? [{ rule: 'public-principal', logicalId, says: 'Nothing may be allowed to everybody.' }]
      : [],
  );

const wildcards: Rule = (template) =>
  wildcardsIn(template).flatMap(({ logicalId, actions, on }) =>
    acceptedWildcards.some((accepted) => isThat(accepted, { logicalId, actions, on }))
      ? []
      : [{ rule: 'wildcard', logicalId, says: `${actions} on ${on} is not in accepted-wildcards.ts.` }],
  );

/** An allowed `*`: in an action, or in the resource. */
export type Wildcard = { logicalId: string; actions: string; on: string };

/** Every `*` that a template allows. */
export const wildcardsIn = (template: Template): Wildcard[] =>
  allowedBy(template).flatMap(({ logicalId, actions, resources }) => {
    const all = actions.join();
    const wild = all.includes('*') ? (resources.length > 0 ? resources : ['']) : resources.filter(isWild);
    return wild.map((on) => ({ logicalId, actions: all, on }));
  });

const isWild = (resource: string): boolean => resource.includes('*');

/** Whether a wildcard is one that was accepted. */
export const isThat = (accepted: (typeof acceptedWildcards)[number], { logicalId, actions, on }: Wildcard): boolean =>
  accepted.in.test(logicalId) && accepted.actions.test(actions) && accepted.on.test(on);

const rules: readonly Rule[] = [firewallElsewhere, publicBuckets, publicPrincipals, wildcards];

/** What must not be deployed of a template to a region. */
export const violationsOf = (template: Template, region: string | undefined): Violation[] =>
  rules.flatMap((rule) => rule(template, region));
