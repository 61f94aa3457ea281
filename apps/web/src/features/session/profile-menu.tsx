import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core';
import { IconClockUp, IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { use, useState } from 'react';
import { useSelector } from 'react-redux';
import { Avatar } from '../../ui/avatar';
import { ClientContext } from '../connection/client-context';
import { selectLogs, unsentIn } from '../messages/messages-slice';
import classes from './profile-menu.module.css';
import { selectMe, selectSettings } from './session-slice';

const schemes = [
  { value: 'light', label: 'Light', Icon: IconSun },
  { value: 'dark', label: 'Dark', Icon: IconMoon },
  { value: 'auto', label: 'As the system', Icon: IconDeviceDesktop },
] as const;

/** Who I am, how it looks, and the way out. */
export const ProfileMenu = ({ signOut, showUnsent }: { signOut(): void; showUnsent(): void }) => {
  const me = useSelector(selectMe);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const client = use(ClientContext);
  const settings = useSelector(selectSettings);
  const unsent = unsentIn(useSelector(selectLogs));
  const [failed, setFailed] = useState(false);
  // Read as the menu opens: it may have been changed on another device.
  const look = () => {
    setFailed(false);
    void client?.settings().catch(() => setFailed(true));
  };
  return (
    // Without Mantine's placeholder for the focus, which is no item of a menu: the first item takes it.
    <Menu
      position="bottom-end"
      width={240}
      withInitialFocusPlaceholder={false}
      withinPortal={false}
      shadow="md"
      onOpen={look}
    >
      <Menu.Target>
        <button type="button" className={classes.target} aria-label="Profile">
          <Avatar name={me?.name ?? ''} seed={me?.id ?? ''} />
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
        <Menu.Label>Privacy</Menu.Label>
        <Menu.CheckboxItem
          checked={settings?.readReceipts ?? false}
          disabled={!settings}
          closeMenuOnClick={false}
          onChange={(readReceipts) => void client?.changeSettings({ readReceipts }).catch(() => setFailed(true))}
        >
          Read receipts
        </Menu.CheckboxItem>
        <Menu.Label role={failed ? 'alert' : undefined}>
          {failed
            ? 'That did not get through. Try again when you are connected.'
            : 'Others see what you have read, and you see what they have.'}
        </Menu.Label>
        <Menu.Divider />
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
