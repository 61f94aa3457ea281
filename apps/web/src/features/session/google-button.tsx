import { Button } from '@mantine/core';
import { useState } from 'react';
import { Notice } from '../../ui/notice';
import { useAuth } from './auth';
import { failureOf } from './failures';
import { useWorkspace } from './workspace';

/** Leads to Google and back to `to`; nothing where this deployment has no Google. */
export const GoogleButton = ({
  to,
  label = 'Continue with Google',
  before = () => Promise.resolve(true),
}: {
  to: string;
  label?: string;
  /** What is due before; false: it has said why this goes no further. */
  before?: () => Promise<boolean>;
}) => {
  const auth = useAuth();
  const { hasGoogle } = useWorkspace();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  if (!hasGoogle) return null;
  const start = async () => {
    setBusy(true);
    setTrouble(undefined);
    try {
      if (!(await before())) return setBusy(false);
      await (await (await auth()).google()).start(to);
    } catch (error) {
      setTrouble(failureOf('google', error).message);
      setBusy(false);
    }
  };
  return (
    <>
      {trouble && <Notice tone="danger">{trouble}</Notice>}
      <Button variant="default" fullWidth loading={busy} onClick={() => void start()}>
        {label}
      </Button>
    </>
  );
};
