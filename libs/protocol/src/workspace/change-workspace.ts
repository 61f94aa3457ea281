import * as z from 'zod';
import { Name } from '../ids';
import { request } from '../request';
import { exampleSettings, WorkspaceSettings } from './settings';

export const changeWorkspace = request({
  type: 'workspace.change',
  summary: 'Change the name, or who may make an account. What is not named stays.',
  http: 'POST /api/workspace',
  body: WorkspaceSettings.extend({ name: Name }).partial(),
  reply: z.object({ settings: WorkspaceSettings }),
  refusals: ['not_allowed'],
  example: { signUp: 'domains', domains: ['example.com'] },
  exampleReply: { settings: exampleSettings },
});
