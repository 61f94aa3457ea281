import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import { Dialog } from './dialog';

afterEach(cleanup);

const Page = ({ once = false }: { once?: boolean }) => {
  const [isOpen, setOpen] = useState(false);
  const [isDone, setDone] = useState(false);
  return (
    <MantineProvider>
      <main id="main" tabIndex={-1} />
      {!isDone && <button onClick={() => setOpen(true)}>Ask</button>}
      {isOpen && (
        <Dialog
          title="Sure?"
          action="Yes"
          onAction={() => Promise.resolve(undefined)}
          onClose={() => (setOpen(false), setDone(once))}
        >
          It cannot be undone.
        </Dialog>
      )}
    </MantineProvider>
  );
};

const open = async () => {
  screen.getByRole('button', { name: 'Ask' }).focus();
  fireEvent.click(screen.getByRole('button', { name: 'Ask' }));
  await screen.findByRole('dialog');
};
const close = async () => {
  screen.getByRole('button', { name: 'Close' }).focus();
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
};

it('[UX-A11Y-3] gives the focus back to what opened it', async () => {
  render(<Page />);
  await open();
  await close();
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Ask'));
});
it('[UX-A11Y-3] gives the focus to the page where its opener is gone', async () => {
  render(<Page once />);
  await open();
  await close();
  await waitFor(() => expect(document.activeElement?.id).toBe('main'));
});
