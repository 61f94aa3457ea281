import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { revokeThisSession } from './revoke-this-session';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const session = (id: string, isThis: boolean) => ({ id, isThis, signedInAt: 1, seenAt: 1 });
type Ask = Parameters<typeof revokeThisSession>[0]['ask'];

it('revokes the session of this device and no other', async () => {
  const asked: unknown[] = [];
  const ask = (async (type: string, body: object) => {
    asked.push({ type, ...body });
    return type === 'sessions.list' ? { sessions: [session('phone', false), session('desk', true)] } : {};
  }) as Ask;
  await revokeThisSession({ ask });
  expect(asked).toEqual([{ type: 'sessions.list' }, { type: 'sessions.revoke', sessionId: 'desk' }]);
});

it('lets people go who cannot reach the server', async () => {
  await revokeThisSession({ ask: (() => Promise.reject(new Error('offline'))) as Ask });
  const never = revokeThisSession({ ask: (() => new Promise(() => undefined)) as Ask });
  await vi.advanceTimersByTimeAsync(3_000);
  await never;
});
