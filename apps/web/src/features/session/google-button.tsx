import { Button } from '@mantine/core';
import { useState } from 'react';
import { Notice } from '../../ui/notice';
import { useAuth } from './auth';
import { failureOf } from './failures';
import { useWorkspace } from './workspace';

/** Leads to Google and back to `to`; nothing where this deployment has no Google. */
export const GoogleButton = ({ to, label = 'Continue with Google' }: { to: string; label?: string }) => {
  const auth = useAuth();
  const { hasGoogle } = useWorkspace();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  if (!hasGoogle) return null;
  const start = async () => {
    setBusy(true);
    setTrouble(undefined);
    try {
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
