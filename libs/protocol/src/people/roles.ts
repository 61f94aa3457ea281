import * as z from 'zod';

/** What somebody is in the workspace: an owner above admins, who let people in and out; guests see only what they were brought into. */
export const WorkspaceRole = z.enum(['owner', 'admin', 'member', 'guest']);
export type WorkspaceRole = z.infer<typeof WorkspaceRole>;

/** Whether somebody may come in: a suspended person keeps everything and reaches nothing; who was removed does not come back. */
export const PersonStatus = z.enum(['active', 'suspended', 'removed']);
export type PersonStatus = z.infer<typeof PersonStatus>;
