import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { later, loadLater } from './later';

afterEach(cleanup);

const Greeting = ({ name }: { name: string }) => <p>Hello {name}</p>;
const settled = () => act(async () => undefined);

it('fetches the code when it is first shown, once', async () => {
  const load = vi.fn(async () => Greeting);
  const Later = later(load);
  expect(load).not.toHaveBeenCalled();
  render(
    <>
      <Later name="Ana" />
      <Later name="Bo" />
    </>,
  );
  await settled();
  expect(screen.getByText('Hello Ana')).toBeTruthy();
  expect(screen.getByText('Hello Bo')).toBeTruthy();
  expect(load).toHaveBeenCalledTimes(1);
});

it('shows nothing where that fails, and tries again the next time', async () => {
  let isOffline = true;
  const Later = later(async () => {
    if (isOffline) throw new TypeError('Failed to fetch');
    return Greeting;
  });
  const { unmount, container } = render(<Later name="Ana" />);
  await settled();
  expect(container.textContent).toBe('');
  unmount();
  isOffline = false;
  render(<Later name="Ana" />);
  await settled();
  expect(screen.getByText('Hello Ana')).toBeTruthy();
});

it('has it at hand, without a wait, once everything was fetched; also what is put off after that', async () => {
  const Before = later(async () => Greeting);
  loadLater();
  const After = later(async () => Greeting);
  await settled();
  render(
    <>
      <Before name="Ana" />
      <After name="Bo" />
    </>,
  );
  expect(screen.getByText('Hello Ana')).toBeTruthy();
  expect(screen.getByText('Hello Bo')).toBeTruthy();
});
