import { ActionIcon, Menu } from '@mantine/core';
import {
  IconBan,
  IconDots,
  IconShield,
  IconUserMinus,
  IconUserOff,
  IconVolume3,
  type IconProps,
} from '@tabler/icons-react';
import { type ComponentType, useRef } from 'react';
import { Avatar } from '../../ui/avatar';
import { Presence } from '../people/presence';
import type { MemberAct } from './member-standing';
import classes from './members-pane.module.css';
import type { Member } from './use-members';

/** What can be asked of a member's row: what is done to them here, and whether I hear from them. */
export type RowAct = MemberAct | { act: 'block' | 'unblock' };

const icons: Record<RowAct['act'], ComponentType<IconProps>> = {
  role: IconShield,
  remove: IconUserMinus,
  ban: IconBan,
  block: IconUserOff,
  unblock: IconVolume3,
};
const labels = { remove: 'Remove from this channel', ban: 'Ban from this channel', block: 'Block', unblock: 'Unblock' };

const labelOf = (one: RowAct, isMe: boolean): string => {
  if (one.act !== 'role') return labels[one.act];
  return isMe ? `Step down to ${one.role}` : `Make ${one.role}`;
};
const isHard = ({ act }: RowAct): boolean => act === 'remove' || act === 'ban' || act === 'block';

/** What they are here and in the workspace, where it is more or less than others. */
const standings = ({ person, role }: Member, isMe: boolean, direct: boolean): string[] => [
  ...(isMe ? ['you'] : []),
  ...(direct || role === 'member' ? [] : [role]),
  ...(person.role === 'guest' ? ['guest'] : []),
  ...(person.status === 'suspended' ? ['suspended'] : []),
];

/** Somebody in a list of members. A menu where there is anything to do. */
export const MemberRow = ({
  member,
  isMe,
  direct,
  acts,
  onAct,
}: {
  member: Member;
  isMe: boolean;
  direct: boolean;
  acts: readonly RowAct[];
  onAct(chosen: RowAct): void;
}) => {
  const { person } = member;
  const target = useRef<HTMLButtonElement>(null);
  // Back to where the menu was opened, also from a dialog that what was chosen opens.
  const back = () => target.current?.focus();
  return (
    <li className={classes.member}>
      <Avatar name={person.name} seed={person.id} colour={person.colour} />
      <div className={classes.who}>
        <div className={classes.called}>
          <bdi className={classes.name}>{person.name}</bdi>
          <span className={classes.note}>{standings(member, isMe, direct).map((word) => ` · ${word}`)}</span>
        </div>
        <div className={classes.email}>{person.email}</div>
        <Presence id={person.id} />
      </div>
      {acts.length > 0 && (
        <Menu
          position="bottom-end"
          width={280}
          shadow="md"
          returnFocus={false}
          onDismiss={back}
          withInitialFocusPlaceholder={false}
        >
          <Menu.Target>
            <ActionIcon
              ref={target}
              variant="subtle"
              color="gray"
              size={32}
              className={classes.act}
              aria-label={`Actions for ${person.name}`}
            >
              <IconDots size={18} stroke={1.75} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {acts.map((one) => {
              const Icon = icons[one.act];
              return (
                <Menu.Item
                  key={labelOf(one, isMe)}
                  leftSection={<Icon size={16} stroke={1.75} aria-hidden />}
                  {...(isHard(one) && { color: 'var(--p-danger)' })}
                  onClick={() => {
                    back();
                    onAct(one);
                  }}
                >
                  {labelOf(one, isMe)}
                </Menu.Item>
              );
            })}
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
};
