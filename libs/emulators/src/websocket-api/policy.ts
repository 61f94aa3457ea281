import * as z from 'zod';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

/** The part of an IAM policy that an authorizer can use: statements about invoking routes. */
export const Policy = z.object({
  Version: z.string().optional(),
  Statement: z
    .unknown()
    .transform((value) => [value].flat())
    .pipe(z.array(z.object({ Effect: z.enum(['Allow', 'Deny']), Action: oneOrMore, Resource: oneOrMore }))),
});

// IAM's wildcards: * stands for any text, slashes included, ? for any one character. Only actions ignore case.
const matches = (pattern: string, text: string, flags: string) => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, flags).test(text);
};

/** Whether the policy lets its caller invoke the route `methodArn`: some statement allows it and none denies it. */
export const allows = ({ Statement }: z.infer<typeof Policy>, methodArn: string): boolean => {
  const effects = Statement.filter(
    ({ Action, Resource }) =>
      Action.some((pattern) => matches(pattern, 'execute-api:Invoke', 'is')) &&
      Resource.some((pattern) => matches(pattern, methodArn, 's')),
  ).map(({ Effect }) => Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
};
