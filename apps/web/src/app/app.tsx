import { MantineProvider } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { Provider } from 'react-redux';
import { BrowserRouter } from 'react-router';
import { DraftsContext } from '../features/messages/drafts-context';
import { SendKeyContext } from '../features/messages/send-key';
import { AuthContext } from '../features/session/auth';
import { WorkspaceContext } from '../features/session/workspace';
import { CrashGuard } from './crash-guard';
import { AppRoutes } from './routes';
import type { Services } from './services';
import { cssVariablesResolver, theme } from './theme';

/** The look, for whatever is shown: also for the page that says that nothing else can be. */
export const Look = ({ children }: { children: ReactNode }) => (
  <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
    <CrashGuard>{children}</CrashGuard>
  </MantineProvider>
);

export const App = ({ services }: { services: Services }) => {
  const { workspace, apiUrl, mailUrl, userPoolDomain } = services.config;
  const hasGoogle = userPoolDomain !== undefined;
  const shown = useMemo(
    () => ({ name: workspace, apiUrl, mailUrl, hasGoogle }),
    [workspace, apiUrl, mailUrl, hasGoogle],
  );
  return (
    <Provider store={services.store}>
      <AuthContext value={services.auth}>
        <DraftsContext value={services.drafts}>
          <SendKeyContext value={services.sendKey}>
            <WorkspaceContext value={shown}>
              <BrowserRouter>
                <AppRoutes services={services} />
              </BrowserRouter>
            </WorkspaceContext>
          </SendKeyContext>
        </DraftsContext>
      </AuthContext>
    </Provider>
  );
};
