import type { UseCase } from '../use-case';
import { settingsOf } from './workspace-store';

export const getWorkspace: UseCase<'workspace.get'> = async ({ workspace, founding }) => ({
  settings: settingsOf(await workspace.chosen(), founding),
});
