import { lazy, Suspense } from 'react';
import { useSelector } from 'react-redux';
import { Avatar } from '../../ui/avatar';
import classes from './profile-menu.module.css';
import { selectMe } from './session-slice';

// The menu's code is a fifth of what the first paint needs: until it is there its button stands in.
const ProfileMenu = lazy(() => import('./profile-menu').then((m) => ({ default: m.ProfileMenu })));

/** My picture, which opens the profile menu. */
export const ProfileButton = (actions: { signOut(): void; showUnsent(): void }) => {
  const me = useSelector(selectMe);
  const stand = (
    <button type="button" className={classes.target} aria-label="Profile" aria-haspopup="menu" disabled>
      <Avatar name={me?.name ?? ''} seed={me?.id ?? ''} colour={me?.colour} />
    </button>
  );
  return (
    <Suspense fallback={stand}>
      <ProfileMenu {...actions} />
    </Suspense>
  );
};
