import * as z from 'zod';
import { request } from '../request';
import { exampleSettings, WorkspaceSettings } from './settings';

export const getWorkspace = request({
  type: 'workspace.get',
  summary: 'What the workspace is called, and who may make an account.',
  http: 'GET /api/workspace',
  body: z.object({}),
  reply: z.object({ settings: WorkspaceSettings }),
  refusals: [],
  example: {},
  exampleReply: { settings: exampleSettings },
});
