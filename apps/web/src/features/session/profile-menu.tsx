import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { useSelector } from 'react-redux';
import { Avatar } from '../../ui/avatar';
import classes from './profile-menu.module.css';
import { selectMe } from './session-slice';

const schemes = [
  { value: 'light', label: 'Light', Icon: IconSun },
  { value: 'dark', label: 'Dark', Icon: IconMoon },
  { value: 'auto', label: 'As the system', Icon: IconDeviceDesktop },
] as const;

/** Who I am, how it looks, and the way out. */
export const ProfileMenu = ({ signOut }: { signOut(): void }) => {
  const me = useSelector(selectMe);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const name = me?.name ?? '';
  return (
    <Menu position="bottom-end" width={240} withinPortal>
      <Menu.Target>
        <button type="button" className={classes.target} aria-label={name ? `Profile of ${name}` : 'Profile'}>
          <Avatar name={name} seed={me?.id ?? ''} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {me && (
          <div className={classes.me}>
            <bdi className={classes.name}>{me.name}</bdi>
            <div className={classes.email}>{me.email}</div>
          </div>
        )}
        <Menu.Label>Appearance</Menu.Label>
        {schemes.map(({ value, label, Icon }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={colorScheme === value}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={colorScheme === value && <IconCheck size={16} aria-hidden />}
            closeMenuOnClick={false}
            onClick={() => setColorScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
