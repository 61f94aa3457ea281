import * as z from 'zod';
import { KnownName } from '../ids';

/** A mail domain: `example.com`. */
export const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, 'is not a domain');

/** Who may make an account: anybody; who has an address in one of the domains; or, as always, who was invited. */
export const SignUpRule = z.enum(['open', 'domains', 'invited']);
export type SignUpRule = z.infer<typeof SignUpRule>;

export const WorkspaceSettings = z.object({ name: KnownName, signUp: SignUpRule, domains: z.array(Domain).max(50) });
export type WorkspaceSettings = z.infer<typeof WorkspaceSettings>;

export const exampleSettings = { name: 'Parley', signUp: 'domains' as const, domains: ['example.com'] };
