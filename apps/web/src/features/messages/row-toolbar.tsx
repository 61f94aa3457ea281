import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconDots,
  IconMailExclamation,
  IconMoodPlus,
  IconPencil,
  IconTrash,
  type IconProps,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import classes from './message-row.module.css';
import { acts, actsOn, type RowActions } from './row-actions';
import type { MessageRow } from './timeline-rows';

const icons: Record<keyof typeof acts, ComponentType<IconProps>> = {
  pickReaction: IconMoodPlus,
  reply: IconArrowBackUp,
  edit: IconPencil,
  markUnread: IconMailExclamation,
  remove: IconTrash,
};
/** What one press does; everything is in the menu. */
const quick = ['pickReaction', 'reply', 'edit'] as const;

/** What can be done with a message, over its row while that has the pointer or the focus. The menu has the rest, with its keys. */
export const RowToolbar = ({
  row,
  actions,
  menu,
  onMenu,
  onClosed,
}: {
  row: MessageRow & { seq: number };
  actions: RowActions;
  menu: boolean;
  onMenu(opened: boolean): void;
  /** The menu goes: the focus goes back to the row, from where what was chosen may take it. */
  onClosed(): void;
}) => {
  const offered = actsOn(row, actions.moderates);
  return (
    <div className={classes.toolbar} role="group" aria-label="Message actions">
      {quick
        .filter((act) => offered.includes(act))
        .map((act) => {
          const Icon = icons[act];
          return (
            <ActionIcon
              key={act}
              variant="subtle"
              color="gray"
              className={classes.tool}
              aria-label={acts[act].label}
              title={`${acts[act].label} (${acts[act].shown})`}
              onClick={() => actions.placed[act](row.seq)}
            >
              <Icon size={16} stroke={1.75} aria-hidden />
            </ActionIcon>
          );
        })}
      <Menu
        opened={menu}
        onChange={onMenu}
        onDismiss={onClosed}
        position="bottom-end"
        width={280}
        shadow="md"
        returnFocus={false}
        // Not keys: the very press that opens the menu would close it.
        clickOutsideEvents={['mousedown', 'touchstart']}
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" className={classes.tool} aria-label="More actions" title="More">
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {offered.map((act) => {
            const Icon = icons[act];
            return (
              <Menu.Item
                key={act}
                leftSection={<Icon size={16} stroke={1.75} aria-hidden />}
                rightSection={
                  <kbd className={classes.key} aria-hidden>
                    {acts[act].shown}
                  </kbd>
                }
                {...(act === 'remove' && { color: 'var(--p-danger)' })}
                onClick={() => {
                  onClosed();
                  actions.placed[act](row.seq);
                }}
              >
                {acts[act].label}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
};
