import { Button, Modal } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import classes from './dialog.module.css';
import { Notice } from './notice';

/** A question with one action. While the action runs it cannot be asked again; what went wrong is said above the buttons. */
export const Dialog = ({
  title,
  children,
  action,
  danger = false,
  onAction,
  onClose,
}: {
  title: string;
  children: ReactNode;
  /** What the button does, as a verb. */
  action: string;
  danger?: boolean;
  /** Resolves to undefined when done, or to what to tell the person. */
  onAction(): Promise<string | undefined>;
  onClose(): void;
}) => {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setTrouble(undefined);
    void onAction()
      .then(setTrouble)
      .finally(() => setBusy(false));
  };
  return (
    <Modal opened onClose={onClose} title={title} centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} noValidate className={classes.form}>
        {children}
        {trouble && <Notice tone="danger">{trouble}</Notice>}
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} {...(danger && { color: 'red' })}>
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  );
};
