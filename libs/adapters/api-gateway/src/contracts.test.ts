import type { Sent } from '@parley/core';
import { frameSenderContract } from '@parley/core/testing';
import { afterAll } from 'vitest';
import { frameSender } from './frame-sender';
import { startStubApi, status } from './testing/stub-api';

const answers: Record<Sent, () => ReturnType<typeof status>> = {
  sent: () => status(200),
  gone: () => status(410, '', { 'x-amzn-ErrorType': 'GoneException' }),
  slow: () => status(429, '', { 'x-amzn-ErrorType': 'LimitExceededException' }),
  failed: () => status(500),
};

const stops: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(stops.map((stop) => stop())));

frameSenderContract(async () => {
  const outcomes = new Map<string, Sent>();
  const idOf = (path: string) => decodeURIComponent(path.split('/').at(-1) ?? '');
  const api = await startStubApi((path) => answers[outcomes.get(idOf(path)) ?? 'failed']());
  stops.push(api.stop);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const connection = (outcome: Sent) => {
    const id = `L0SM9c${outcomes.size}OFvHcCIhw=`;
    outcomes.set(id, outcome);
    return id;
  };
  return {
    sender: frameSender({ endpoint: api.endpoint, region: 'us-east-1', credentials, report: () => {} }),
    connection,
    received: (id) => api.posts.filter(({ path }) => idOf(path) === id).map(({ text }) => text),
    isClosed: (id) =>
      outcomes.get(id) === 'sent' && api.posts.some(({ method, path }) => method === 'DELETE' && idOf(path) === id),
  };
});
