import type { UseCase } from '../use-case';
import { settingsOf } from './workspace-store';

/** Changes the name, or who may make an account from now on; who is in stays in. */
export const changeWorkspace: UseCase<'workspace.change'> = async ({ workspace, founding }, _caller, chosen) => {
  const { domains } = chosen;
  const changed = await workspace.choose({ ...chosen, domains: domains && [...new Set(domains)] });
  return { settings: settingsOf(changed, founding) };
};
