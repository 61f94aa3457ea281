import { UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import classes from './account-page.module.css';

/** Seconds between two codes: mail takes a moment, and Cognito counts tries. */
const pause = 30;

/** Sends another code, at most every 30 seconds. A code was just sent when this appears. */
export const ResendCode = ({ resend }: { resend(): Promise<void> }) => {
  const [left, setLeft] = useState(pause);
  const [sent, setSent] = useState(false);
  useEffect(() => {
    if (left === 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  const send = () => {
    if (left > 0) return;
    setLeft(pause);
    setSent(false);
    void resend().then(() => setSent(true));
  };
  return (
    <>
      {/* Not `disabled`: it would lose the focus that it has when it is pressed. */}
      <UnstyledButton className={classes.link!} aria-disabled={left > 0} onClick={send}>
        {left > 0 ? `Send another code in ${left} s` : 'Send another code'}
      </UnstyledButton>
      <span role="status" className="p-hidden">
        {sent && 'If there is a code to send, another is on its way.'}
      </span>
    </>
  );
};
