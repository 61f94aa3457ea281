import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core';
import { IconClockUp, IconDeviceDesktop, IconLogout, IconMoon, IconSettings, IconSun } from '@tabler/icons-react';
import { useSelector } from 'react-redux';
import { Link } from 'react-router';
import { Avatar } from '../../ui/avatar';
import { selectLogs, unsentIn } from '../messages/messages-slice';
import classes from './profile-menu.module.css';
import { selectMe } from './session-slice';

const schemes = [
  { value: 'light', label: 'Light', Icon: IconSun },
  { value: 'dark', label: 'Dark', Icon: IconMoon },
  { value: 'auto', label: 'As the system', Icon: IconDeviceDesktop },
] as const;

/** Who I am, how it looks, and the way out. */
export const ProfileMenu = ({ signOut, showUnsent }: { signOut(): void; showUnsent(): void }) => {
  const me = useSelector(selectMe);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const unsent = unsentIn(useSelector(selectLogs));
  return (
    // Without Mantine's placeholder for the focus, which is no item of a menu: the first item takes it.
    <Menu position="bottom-end" width={240} withInitialFocusPlaceholder={false} withinPortal={false} shadow="md">
      <Menu.Target>
        <button type="button" className={classes.target} aria-label="Profile">
          <Avatar name={me?.name ?? ''} seed={me?.id ?? ''} colour={me?.colour} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {me && (
          <Menu.Label className={classes.me}>
            <bdi className={classes.name}>{me.name}</bdi>
            <span className={classes.email}>{me.email}</span>
          </Menu.Label>
        )}
        <Menu.Divider />
        <Menu.Label>Appearance</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}>
          {schemes.map(({ value, label, Icon }) => (
            <Menu.RadioItem key={value} value={value} rightSection={<Icon size={16} aria-hidden />}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings" leftSection={<IconSettings size={16} aria-hidden />}>
          Settings
        </Menu.Item>
        {unsent > 0 && (
          <Menu.Item leftSection={<IconClockUp size={16} aria-hidden />} onClick={showUnsent}>
            Unsent messages, {unsent}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
