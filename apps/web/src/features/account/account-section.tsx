import { useSelector } from 'react-redux';
import { Section } from '../../ui/section';
import { SkeletonRows } from '../../ui/skeleton-rows';
import { selectMe } from '../session/session-slice';
import { ChangeEmail } from './change-email';
import { ChangePassword } from './change-password';
import { DeleteAccount } from './delete-account';
import { SecondFactor } from './second-factor';

/** How I sign in, and how I leave for good. */
export const AccountSection = () => {
  const me = useSelector(selectMe);
  if (!me) return <SkeletonRows rows={4} />;
  return (
    <>
      <Section title="E-mail address" lead="What you sign in with, and what colleagues find you by.">
        <ChangeEmail email={me.email} />
      </Section>
      <Section title="Password">
        <ChangePassword email={me.email} />
      </Section>
      <Section
        title="Second step"
        lead="A code of an authenticator app beside your password: whoever learns the password alone cannot come in."
      >
        <SecondFactor email={me.email} />
      </Section>
      <Section
        title="Delete my account"
        lead="For good. What you wrote stays, under “Former member”; your profile and your address go."
      >
        <DeleteAccount email={me.email} />
      </Section>
    </>
  );
};
