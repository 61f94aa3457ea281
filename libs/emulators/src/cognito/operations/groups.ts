import * as z from 'zod';
import { fail } from '../fault';
import { adminOperation, GroupName, requireUser, Username } from '../operation';
import type { Pool } from '../pool';
import type { Group } from '../state';

/** Most that one call may ask for, from the reference. */
const Limit = z.int().min(0).max(60).nullish();
const NextToken = z.string().nullish();

const requireGroup = ({ store }: Pool, name: string): Group =>
  store.state.groups.get(name) ?? fail('ResourceNotFoundException', 'Group not found.');

const groupType = ({ userPoolId }: Pool, group: Group) => ({
  GroupName: group.name,
  UserPoolId: userPoolId,
  ...(group.description !== undefined && { Description: group.description }),
  ...(group.precedence !== undefined && { Precedence: group.precedence }),
  CreationDate: group.createdAt / 1000,
  LastModifiedDate: group.modifiedAt / 1000,
});

/** Makes a group, whose members' tokens will name it. */
export const createGroup = adminOperation(
  z.object({
    GroupName,
    Description: z.string().max(2048).nullish(),
    Precedence: z.int().min(0).nullish(),
  }),
  async (pool, { GroupName: name, Description: description, Precedence: precedence }) => {
    const { groups } = pool.store.state;
    if (groups.has(name)) fail('GroupExistsException', 'A group with the name already exists.');
    const now = pool.clock.now();
    const group: Group = {
      name,
      ...(typeof description === 'string' && { description }),
      ...(typeof precedence === 'number' && { precedence }),
      createdAt: now,
      modifiedAt: now,
    };
    groups.set(name, group);
    await pool.store.save();
    return { Group: groupType(pool, group) };
  },
);

/** What is known of a group. */
export const getGroup = adminOperation(z.object({ GroupName }), async (pool, input) => ({
  Group: groupType(pool, requireGroup(pool, input.GroupName)),
}));

/** Ends a group; nobody is in it any more. */
export const deleteGroup = adminOperation(z.object({ GroupName }), async (pool, input) => {
  requireGroup(pool, input.GroupName);
  for (const user of pool.store.state.users.values()) {
    user.groups = user.groups.filter((name) => name !== input.GroupName);
  }
  pool.store.state.groups.delete(input.GroupName);
  await pool.store.save();
  return {};
});

/** Puts somebody into a group; their next tokens say so. */
export const adminAddUserToGroup = adminOperation(z.object({ GroupName, Username }), async (pool, input) => {
  const user = requireUser(pool, input.Username);
  requireGroup(pool, input.GroupName);
  user.groups = [...new Set([...user.groups, input.GroupName])];
  await pool.store.save();
  return {};
});

/** Takes somebody out of a group. */
export const adminRemoveUserFromGroup = adminOperation(z.object({ GroupName, Username }), async (pool, input) => {
  const user = requireUser(pool, input.Username);
  requireGroup(pool, input.GroupName);
  user.groups = user.groups.filter((name) => name !== input.GroupName);
  await pool.store.save();
  return {};
});

/** The groups that somebody is in. All at once: nobody here is in more than fit into one answer. */
export const adminListGroupsForUser = adminOperation(z.object({ Username, Limit, NextToken }), async (pool, input) => {
  const { groups } = requireUser(pool, input.Username);
  return { Groups: groups.map((name) => groupType(pool, requireGroup(pool, name))) };
});
