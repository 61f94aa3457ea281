import { ActionIcon, Tabs, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { WorkspaceRole } from '@parley/protocol';
import type { ComponentType } from 'react';
import { useSelector } from 'react-redux';
import { Link, useNavigate, useParams } from 'react-router';
import { AccountSection } from '../features/account/account-section';
import { DevicesSection } from '../features/account/devices-section';
import { PrivacySection } from '../features/account/privacy-section';
import { ProfileSection } from '../features/account/profile-section';
import { InvitationsSection } from '../features/invitations/invitations-section';
import { WritingSection } from '../features/messages/writing-section';
import { PeopleSection } from '../features/people/people-section';
import { selectMyRole } from '../features/session/session-slice';
import { WorkspaceSection } from '../features/workspace/workspace-section';
import classes from './settings-page.module.css';
import './settings-page-mantine.css';
import { usePhone } from './use-phone';
import { useTitle } from './use-title';

const everyone = ['owner', 'admin', 'member', 'guest'] as const;
const admins = ['owner', 'admin'] as const;

/** The tabs. `by`: to whom the server lets do what stands there; to others it is not offered. */
const sections: { id: string; title: string; by: readonly WorkspaceRole[]; View: ComponentType }[] = [
  { id: 'profile', title: 'Profile', by: everyone, View: ProfileSection },
  { id: 'account', title: 'Account', by: everyone, View: AccountSection },
  { id: 'devices', title: 'Devices', by: everyone, View: DevicesSection },
  { id: 'privacy', title: 'Privacy', by: everyone, View: PrivacySection },
  { id: 'writing', title: 'Writing', by: everyone, View: WritingSection },
  { id: 'people', title: 'People', by: admins, View: PeopleSection },
  { id: 'invitations', title: 'Invitations', by: ['owner', 'admin', 'member'], View: InvitationsSection },
  { id: 'workspace', title: 'Workspace', by: admins, View: WorkspaceSection },
];

/** `/settings/:section` */
export const SettingsPage = () => {
  const { section } = useParams();
  const navigate = useNavigate();
  const role = useSelector(selectMyRole);
  const phone = usePhone();
  useTitle('Settings');
  const offered = sections.filter(({ by }) => role !== undefined && by.includes(role));
  const shown = offered.find(({ id }) => id === section) ?? offered[0];
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        {phone && (
          <ActionIcon
            component={Link}
            to="/"
            variant="subtle"
            color="gray"
            size={44}
            aria-label="Back to conversations"
          >
            <IconArrowLeft size={20} aria-hidden />
          </ActionIcon>
        )}
        <Title order={1} className={classes.title}>
          Settings
        </Title>
      </div>
      {shown && (
        <Tabs
          value={shown.id}
          onChange={(id) => void navigate(`/settings/${id ?? ''}`, { replace: true })}
          keepMounted={false}
          className={classes.tabs!}
        >
          <Tabs.List className={classes.list!} aria-label="Settings">
            {offered.map(({ id, title }) => (
              <Tabs.Tab key={id} value={id} className={classes.tab!}>
                {title}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {offered.map(({ id, View }) => (
            <Tabs.Panel key={id} value={id} className={classes.panel!}>
              <View />
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </div>
  );
};
