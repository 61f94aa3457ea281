import * as z from 'zod';

/** A synthesized template, as far as the rules read it. */
export const Template = z.looseObject({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string(), Properties: z.unknown().optional() })).default({}),
});
export type Template = z.infer<typeof Template>;

const OneOrMore = z.union([z.array(z.unknown()), z.unknown().transform((one) => [one])]);
const Statement = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: OneOrMore,
  /** A trust policy has none: it is about its own role. */
  Resource: OneOrMore.optional(),
});

/** What one statement of a policy allows, spelled out as text: references stand in braces, by logical id. */
export type Allowed = { logicalId: string; type: string; actions: string[]; resources: string[] };

/** Every `Allow` of every policy in a template, wherever in a resource it stands. */
export const allowedBy = ({ Resources }: Template): Allowed[] =>
  Object.entries(Resources).flatMap(([logicalId, { Type, Properties }]) =>
    statementsIn(Properties).flatMap((found) => {
      const { Effect, Action, Resource = [] } = Statement.parse(found);
      if (Effect === 'Deny') return [];
      const resources = Resource.map(textOf);
      return [{ logicalId, type: Type, actions: Action.map(textOf).sort(), resources }];
    }),
  );

const statementsIn = (value: unknown): unknown[] => {
  if (typeof value !== 'object' || value === null) return [];
  const isPolicy = 'Statement' in value && Array.isArray(value.Statement);
  return isPolicy ? (value.Statement as unknown[]) : Object.values(value).flatMap(statementsIn);
};

const Join = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });
const Ref = z.object({ Ref: z.string() });
const GetAtt = z.object({ 'Fn::GetAtt': z.array(z.string()) });

/** An intrinsic function's value as text. */
export const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const join = Join.safeParse(value).data?.['Fn::Join'];
  if (join) return join[1].map(textOf).join(join[0]);
  const ref = Ref.safeParse(value).data?.Ref ?? GetAtt.safeParse(value).data?.['Fn::GetAtt'].join('.');
  return ref === undefined ? (JSON.stringify(value) ?? '') : `{${ref}}`;
};
