import { Button, Modal } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import classes from './dialog.module.css';
import { Notice } from './notice';
import { useFocusBack } from './use-focus-back';

// UX-A11Y-3. Mantine gives the focus back when `opened` turns false; a layer of ours is simply no longer rendered.
const useFocusReturn = () => {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // Whoever took the focus meanwhile keeps it.
      if (document.activeElement !== document.body) return;
      const isBack = opener instanceof HTMLElement && opener !== document.body && opener.isConnected;
      (isBack ? opener : document.getElementById('main'))?.focus();
    },
    [opener],
  );
};

/**
 * What lies over the page: it holds the focus, and Esc or a click beside it closes it. Put together from Mantine's parts,
 * since its own header is a landmark inside a dialog. `label`: where no title names it.
 */
export const Layer = ({
  label,
  centered = false,
  size,
  onClose,
  children,
}: {
  label?: string;
  centered?: boolean;
  /** Pixels wide, where that is less than usual. */
  size?: number;
  onClose(): void;
  children: ReactNode;
}) => {
  useFocusReturn();
  return (
    <Modal.Root
      opened
      onClose={onClose}
      centered={centered}
      yOffset={centered ? '5dvh' : '10dvh'}
      {...(size && { size })}
    >
      <Modal.Overlay />
      <Modal.Content {...(label && { 'aria-label': label })}>{children}</Modal.Content>
    </Modal.Root>
  );
};

/** A question with one action. While the action runs it cannot be asked again; what went wrong is said above the buttons. */
export const Dialog = ({
  title,
  children,
  action,
  danger = false,
  also,
  onAction,
  onClose,
}: {
  title: string;
  children: ReactNode;
  /** What the button does, as a verb. */
  action: string;
  danger?: boolean;
  /** Another way on, beside the action. */
  also?: { label: string; go(): void };
  /** Resolves to undefined when done, or to what to tell the person. */
  onAction(): Promise<string | undefined>;
  onClose(): void;
}) => {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  useFocusBack(busy);
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
    <Layer onClose={onClose} centered>
      <div className={classes.head}>
        <Modal.Title>{title}</Modal.Title>
        <Modal.CloseButton aria-label="Close" />
      </div>
      <form onSubmit={submit} noValidate className={classes.form}>
        {children}
        {trouble && <Notice tone="danger">{trouble}</Notice>}
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          {also && (
            <Button variant="default" onClick={also.go}>
              {also.label}
            </Button>
          )}
          <Button type="submit" loading={busy} {...(danger && { color: 'red' })}>
            {action}
          </Button>
        </div>
      </form>
    </Layer>
  );
};
