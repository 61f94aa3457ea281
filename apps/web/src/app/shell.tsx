import { UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Suspense, use, useCallback, useState } from 'react';
import { Outlet, useMatch } from 'react-router';
import { ClientContext } from '../features/connection/client-context';
import { ConnectionBanner } from '../features/connection/connection-banner';
import { TroubleProvider } from '../features/connection/trouble';
import { DepartureNotices } from '../features/conversations/departure-notices';
import { Sidebar } from '../features/conversations/sidebar';
import { ProfileButton } from '../features/session/profile-button';
import { useSignOut } from '../features/session/use-sign-out';
import { useWorkspace } from '../features/session/workspace';
import { later } from '../ui/later';
import { Brand } from '../ui/brand';
import { SkeletonRows } from '../ui/skeleton-rows';
import classes from './shell.module.css';
import { type DialogName, DialogsContext } from './dialogs';
import { usePhone } from './use-phone';
import { useTitle } from './use-title';
import { EmptyList } from './welcome-page';
import { useShellKeys } from './use-shell-keys';

const NewDirectDialog = later(() =>
  import('../features/conversations/new-direct-dialog').then((m) => m.NewDirectDialog),
);
const NewChannelDialog = later(() =>
  import('../features/conversations/new-channel-dialog').then((m) => m.NewChannelDialog),
);
const QuickSwitcher = later(() => import('../features/conversations/quick-switcher').then((m) => m.QuickSwitcher));
const UnsentDialog = later(() => import('../features/messages/unsent-dialog').then((m) => m.UnsentDialog));
const SignOutDialog = later(() => import('../features/session/sign-out-dialog').then((m) => m.SignOutDialog));

// The client's code is on its way: what the title said of the pages of the way in is over.
const Starting = () => {
  useTitle(undefined);
  return <SkeletonRows rows={6} faces />;
};

/** What stands around every page of a person who is signed in. On a phone one column shows: the list, or a conversation. */
export const Shell = () => {
  const phone = usePhone();
  // Its code may still be on its way.
  const client = use(ClientContext);
  const openId = useMatch('/c/:conversationId')?.params.conversationId;
  const inConversation = openId !== undefined;
  const inSettings = useMatch('/settings/*') !== null;
  const inPage = inConversation || inSettings;
  const { name } = useWorkspace();
  const [dialog, setDialog] = useState<DialogName>();
  const close = useCallback(() => setDialog(undefined), []);
  const showUnsent = useCallback(() => setDialog('unsent'), []);
  const openSwitcher = useCallback(() => setDialog('switcher'), []);
  const signOut = useSignOut(() => setDialog('sign-out'));
  useShellKeys(openSwitcher);

  const showsList = !phone || !inPage;
  const showsPage = !phone || inPage;
  const list = (
    <nav id="conversations" className={classes.navbar} aria-label="Conversations" data-region tabIndex={-1}>
      {phone && <h1 className="p-hidden">Conversations</h1>}
      <Sidebar newDirect={() => setDialog('direct')} newChannel={() => setDialog('channel')} />
      {phone && <EmptyList />}
    </nav>
  );
  return (
    <DialogsContext value={setDialog}>
      {showsPage && (
        <a href="#main" className={`p-hidden ${classes.skip}`}>
          {inSettings ? 'Skip to settings' : 'Skip to messages'}
        </a>
      )}
      {showsList && (
        <a href="#conversations" className={`p-hidden ${classes.skip}`}>
          Skip to conversations
        </a>
      )}
      {/* A grid of our own: Mantine's AppShell is 12 KB of the 170 that the first paint may take, for these three areas. */}
      <TroubleProvider>
        <div className={classes.shell}>
          {showsList && (
            <header className={classes.bar} data-region>
              <div className={classes.workspace}>
                <Brand size={24} />
                <bdi className={classes.workspaceName}>{name}</bdi>
              </div>
              <div className={classes.middle}>
                <ConnectionBanner compact={phone} showUnsent={showUnsent} />
              </div>
              <UnstyledButton className={classes.search!} onClick={openSwitcher}>
                <IconSearch size={16} aria-hidden />
                <span className={classes.searchText}>Go to a conversation</span>
                <kbd className={classes.keys} aria-hidden>
                  Ctrl K
                </kbd>
              </UnstyledButton>
              <ProfileButton signOut={signOut} showUnsent={showUnsent} />
            </header>
          )}
          {showsList &&
            (phone ? (
              <main id="main" className={classes.list} tabIndex={-1}>
                {list}
              </main>
            ) : (
              list
            ))}
          {showsPage && (
            <main id="main" className={classes.main} tabIndex={-1}>
              {client ? (
                <Suspense fallback={<Starting />}>
                  <Outlet />
                </Suspense>
              ) : (
                <Starting />
              )}
            </main>
          )}
          <DepartureNotices openId={openId} />
        </div>
      </TroubleProvider>
      {dialog === 'direct' && <NewDirectDialog onClose={close} />}
      {dialog === 'channel' && <NewChannelDialog onClose={close} />}
      {dialog === 'switcher' && <QuickSwitcher onClose={close} />}
      {dialog === 'unsent' && <UnsentDialog onClose={close} />}
      {dialog === 'sign-out' && <SignOutDialog onClose={close} />}
    </DialogsContext>
  );
};
