import { Button } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { Dialog } from '../../ui/dialog';
import { Notice } from '../../ui/notice';
import { ReadNotice } from '../connection/read-notice';
import { useRead } from '../connection/use-read';
import { useAuth } from '../session/auth';
import { CodeField } from '../session/code-field';
import { failureOf } from '../session/failures';
import { useSubmission } from '../session/use-submission';
import { useWorkspace } from '../session/workspace';
import { QrCode } from './qr-code';
import classes from '../../ui/settings.module.css';

type Setup = { secret: string; uri: string };

/** The second step at sign-in, for an account that has a first one of its own. */
export const SecondFactor = ({ email }: { email: string }) => {
  const auth = useAuth();
  const read = useRead(
    useCallback(async () => {
      const own = await (await auth()).own();
      const [usesGoogle, hasPassword] = await Promise.all([own.usesGoogle(), own.hasPassword()]);
      return { usesGoogle, hasPassword };
    }, [auth]),
  );
  if (!read.value) return <ReadNotice read={read} />;
  if (!read.value.hasPassword)
    return (
      <div className={classes.note}>
        You sign in with Google alone, which has a second step of its own. Set it up there.
      </div>
    );
  return (
    <>
      {read.value.usesGoogle && (
        <div className={classes.note}>
          With a second step you sign in with your password: Google asks for no code, so it opens this account no more.
          Where you are signed in, you stay so.
        </div>
      )}
      <AuthenticatorApp email={email} />
    </>
  );
};

const focusMainUnlessElsewhere = (): void => {
  if (document.activeElement === document.body) document.getElementById('main')?.focus({ preventScroll: true });
};

/** Sets up an authenticator app, or turns it off. */
const AuthenticatorApp = ({ email }: { email: string }) => {
  const auth = useAuth();
  const { name } = useWorkspace();
  const isOn = useRead(useCallback(async () => (await (await auth()).own()).hasTotp(), [auth]));
  const [setup, setSetup] = useState<Setup>();
  const [asksToTurnOff, setAsksToTurnOff] = useState(false);
  const begin = useSubmission('set-up-totp', async () => {
    const { setUpTotp } = await (await auth()).own();
    setSetup(await setUpTotp(name, email));
  });
  const turnOff = async () => {
    try {
      await (await (await auth()).own()).turnTotpOff();
    } catch (error) {
      return failureOf('set-up-totp', error).message;
    }
    isOn.set(false);
    setAsksToTurnOff(false);
    return undefined;
  };

  // What had the focus goes with the form of the set-up, whichever way that ends.
  useEffect(() => {
    if (setup) return () => focusMainUnlessElsewhere();
    return undefined;
  }, [setup]);

  if (isOn.value === undefined) return <ReadNotice read={isOn} />;
  if (isOn.value)
    return (
      <>
        <Notice tone="ok">It is on: signing in asks for a code of your app.</Notice>
        <Button variant="default" onClick={() => setAsksToTurnOff(true)}>
          Turn off the second step
        </Button>
        {asksToTurnOff && (
          <Dialog
            title="Turn off the second step?"
            action="Turn off"
            danger
            onAction={turnOff}
            onClose={() => setAsksToTurnOff(false)}
          >
            <div>From then on the password alone lets somebody in. The entry in your app is of no use any more.</div>
          </Dialog>
        )}
      </>
    );
  if (setup)
    return (
      <ConfirmApp
        setup={setup}
        onDone={() => {
          setSetup(undefined);
          isOn.set(true);
        }}
        onCancel={() => setSetup(undefined)}
      />
    );
  return (
    <form aria-label="Second step" {...begin.form}>
      {begin.failure && <Notice tone="danger">{begin.failure.message}</Notice>}
      <div>
        <Button type="submit" loading={begin.busy}>
          Set up an authenticator app
        </Button>
      </div>
    </form>
  );
};

const ConfirmApp = ({ setup, onDone, onCancel }: { setup: Setup; onDone(): void; onCancel(): void }) => {
  const auth = useAuth();
  const [code, setCode] = useState('');
  const confirm = async (six: string) => {
    const { confirmTotp } = await (await auth()).own();
    await confirmTotp(six);
    onDone();
  };
  const submission = useSubmission('set-up-totp', () =>
    code.length === 6 ? confirm(code) : { field: 'code', message: 'Enter all six digits that your app shows.' },
  );
  const trouble = submission.errorOf('form');
  return (
    <form aria-label="Second step" {...submission.form}>
      {trouble && (
        <Notice tone="danger" summary>
          {trouble}
        </Notice>
      )}
      <div>Scan this with your authenticator app, or enter the key there by hand.</div>
      <QrCode text={setup.uri} label="QR code for your authenticator app" />
      <div>
        <div className={classes.note}>Key</div>
        <code className={classes.secret}>{setup.secret}</code>
      </div>
      <CodeField
        label="Code from the app"
        value={code}
        onChange={setCode}
        onComplete={(six) => submission.run(() => confirm(six))}
        error={submission.errorOf('code')}
        autoFocus
      />
      <div className={classes.tools}>
        <Button type="submit" loading={submission.busy}>
          Turn on
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
};
