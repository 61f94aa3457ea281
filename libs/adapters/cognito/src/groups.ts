import {
  AdminAddUserToGroupCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  CreateGroupCommand,
  GroupExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { WorkspaceRole } from '@parley/protocol';
import { unless } from './unless';
import type { UserPoolOptions } from './user-pool';

/** Puts somebody into the pool's group of this role, and into no other of ours; a group that is missing is made. */
export const setGroup =
  ({ client, userPoolId: UserPoolId }: UserPoolOptions) =>
  async (Username: string, role: WorkspaceRole): Promise<void> => {
    const add = () => client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: role }));
    // First: whoever looks in between finds one group too many rather than none.
    await add().catch(async (error: unknown) => {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      await unless(GroupExistsException, client.send(new CreateGroupCommand({ UserPoolId, GroupName: role })));
      await add();
    });
    // 60: the most that one call gives. A pool has our four groups, and whatever the company made besides.
    const listed = await client.send(new AdminListGroupsForUserCommand({ UserPoolId, Username, Limit: 60 }));
    for (const { GroupName } of listed.Groups ?? [])
      if (GroupName !== role && WorkspaceRole.safeParse(GroupName).success)
        await client.send(new AdminRemoveUserFromGroupCommand({ UserPoolId, Username, GroupName }));
  };
