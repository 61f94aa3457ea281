import { lazy, Suspense } from 'react';
import { useSelector } from 'react-redux';
import { Navigate, Outlet, Route, Routes, useLocation, useSearchParams } from 'react-router';
import { returnTo, withReturn } from '../features/session/return-to';
import { selectSession } from '../features/session/session-slice';
import { LoadingPage } from './loading-page';
import { loadConversationPage, loadSignInPage, type Services } from './services';
import { Shell } from './shell';
import { SignedIn } from './signed-in';
import { TurnedAwayPage } from './turned-away-page';
import { WelcomePage } from './welcome-page';

const ConversationPage = lazy(() => loadConversationPage().then((m) => ({ default: m.ConversationPage })));
const SettingsPage = lazy(() => import('./settings-page').then((m) => ({ default: m.SettingsPage })));
const SignInPage = lazy(() => loadSignInPage().then((m) => ({ default: m.SignInPage })));
const SignUpPage = lazy(() => import('../features/session/sign-up-page').then((m) => ({ default: m.SignUpPage })));
const ConfirmPage = lazy(() => import('../features/session/confirm-page').then((m) => ({ default: m.ConfirmPage })));
const SecondStepPage = lazy(() =>
  import('../features/session/second-step-page').then((m) => ({ default: m.SecondStepPage })),
);
const ChoosePasswordPage = lazy(() =>
  import('../features/session/choose-password-page').then((m) => ({ default: m.ChoosePasswordPage })),
);
const InvitePage = lazy(() => import('../features/invitations/invite-page').then((m) => ({ default: m.InvitePage })));
const GooglePage = lazy(() => import('../features/session/google-page').then((m) => ({ default: m.GooglePage })));
const ResetPage = lazy(() => import('../features/session/reset-page').then((m) => ({ default: m.ResetPage })));

const Members = ({ services }: { services: Services }) => {
  const { personId, turnedAway, ending } = useSelector(selectSession);
  const { pathname } = useLocation();
  // Who signed out on purpose may not be the one who signs in next.
  const byWish = ending === 'asked' || ending === 'elsewhere';
  if (!personId) return <Navigate to={byWish ? '/sign-in' : withReturn('/sign-in', pathname)} replace />;
  return (
    <SignedIn personId={personId} services={services}>
      {turnedAway ? <TurnedAwayPage refusal={turnedAway} /> : <Shell />}
    </SignedIn>
  );
};

// Whoever is signed in already has nothing to do on the pages of the way in.
const Strangers = () => {
  const { personId } = useSelector(selectSession);
  const [params] = useSearchParams();
  if (personId) return <Navigate to={returnTo(params)} replace />;
  return (
    <Suspense fallback={<LoadingPage />}>
      <Outlet />
    </Suspense>
  );
};

export const AppRoutes = ({ services }: { services: Services }) => (
  <Routes>
    <Route element={<Strangers />}>
      <Route path="/sign-in" element={<SignInPage />} />
      <Route path="/sign-up" element={<SignUpPage />} />
      <Route path="/invite" element={<InvitePage />} />
      <Route path="/confirm" element={<ConfirmPage />} />
      <Route path="/reset" element={<ResetPage />} />
      <Route path="/second-step" element={<SecondStepPage />} />
      <Route path="/choose-password" element={<ChoosePasswordPage />} />
    </Route>
    {/* Not among the strangers' pages: those lead on at once when the session is there, and not to the page asked for. */}
    <Route
      path="/sign-in/google"
      element={
        <Suspense fallback={<LoadingPage />}>
          <GooglePage />
        </Suspense>
      }
    />
    <Route element={<Members services={services} />}>
      <Route index element={<WelcomePage />} />
      <Route path="/c/:conversationId" element={<ConversationPage />} />
      <Route path="/settings/:section?" element={<SettingsPage />} />
      <Route path="*" element={<Navigate to="/" replace />} />
    </Route>
  </Routes>
);
