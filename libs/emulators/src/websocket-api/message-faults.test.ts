import { PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { describe, expect, it } from 'vitest';
import { createFaults } from '../faults/faults';
import { type Handlers, signal, startApi } from './testing/start-api';

const withFaults = async (rates: Record<string, number>, handlers: Handlers = {}) => {
  const faults = createFaults({ rates });
  const gateway = await startApi(handlers, { faults });
  const socket = await gateway.open();
  return { ...gateway, ...socket, faults };
};

describe('a message', () => {
  it('[F15] may be overtaken by a later one', async () => {
    const { clock, faults, says, invoked, eventsOf } = await withFaults({ 'F15-late': 1 });
    says('first');
    await expect.poll(() => faults.counts()['F15-late']).toBe(1);
    faults.setRates({ 'F15-late': 0 });
    const second = invoked('message');
    says('second');
    expect((await second).body).toBe('second');
    const first = invoked('message');
    clock.advance(1_500);
    expect((await first).body).toBe('first');
    expect(eventsOf('message')).toHaveLength(2);
  });

  it('[F15] [F37] may be handled by two invocations of one request, whose outcome the client is told once', async () => {
    const both = signal();
    let ran = 0;
    const message = () => {
      if (++ran === 2) both.resolve();
      throw new Error('broken');
    };
    const fault = await withFaults({ 'F15-twice': 1 }, { message });
    const { says, hears, invoked, clock, eventsOf, faults, post, connectionId } = fault;
    const first = invoked('message');
    says('hi');
    await first;
    clock.advance(1_500);
    await both.promise;
    const [one, other] = eventsOf('message');
    expect(one).toEqual(other);
    expect(JSON.parse(await hears())).toMatchObject({ message: 'Internal server error' });
    await post(connectionId, 'and nothing else');
    expect(await hears()).toBe('and nothing else');
    expect(faults.counts()['F15-twice']).toBe(1);
  });

  it('[F16] may be closed upon with 1009 as too large, and is not handled', async () => {
    const { says, closed, eventsOf } = await withFaults({ F16: 1 });
    says('hi');
    expect(await closed).toMatchObject({ code: 1009 });
    expect(eventsOf('message')).toEqual([]);
  });

  it('[F19] may fail before anything was done: an error frame', async () => {
    const { faults, says, hears, eventsOf, connectionId } = await withFaults({});
    faults.setRates({ F19: 1 });
    says('hi');
    expect(JSON.parse(await hears())).toEqual({
      message: 'Internal server error',
      connectionId,
      requestId: expect.any(String),
    });
    expect(eventsOf('message')).toEqual([]);
  });

  it('[F21] may hang for 29 s: an error frame', async () => {
    const { faults, clock, says, hears, eventsOf } = await withFaults({});
    faults.setRates({ F21: 1 });
    says('hi');
    await expect.poll(() => faults.counts().F21).toBe(1);
    clock.advance(29_000);
    expect(JSON.parse(await hears())).toMatchObject({ message: 'Endpoint request timed out' });
    expect(eventsOf('message')).toEqual([]);
  });

  it('may be handled to its end and its reply lost: posts succeed, nothing arrives, the socket breaks', async () => {
    const posted = signal<number | undefined>();
    const message = async () => {
      const { $metadata } = await fault.post(fault.connectionId, 'the reply');
      posted.resolve($metadata.httpStatusCode);
      return { statusCode: 200 };
    };
    const fault = await withFaults({ 'lost-reply': 1 }, { message });
    const heard: unknown[] = [];
    fault.socket.on('message', (data) => heard.push(String(data)));
    fault.says('hi');
    expect(await posted.promise).toBe(200);
    expect(await fault.closed).toMatchObject({ code: 1006 });
    expect(heard).toEqual([]);
  });
});

describe('a post', () => {
  it.each([
    ['[F17] is too large', 'PayloadTooLargeException', 'F17', 413],
    ['[F31] finds the client too slow', 'LimitExceededException', 'F31', 429],
    ['[F29] finds the connection gone', 'GoneException', 'F29', 410],
  ])('%s: the SDK knows by %s, and no frame arrives', async (_, name, fault, status) => {
    const { post, connectionId, faults, socket } = await withFaults({ [fault]: 1 });
    const heard: unknown[] = [];
    socket.on('message', (data) => heard.push(String(data)));
    await expect(post(connectionId, 'lost')).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
    expect(faults.counts()).toMatchObject({ [fault]: 1 });
    expect(heard).toEqual([]);
  });

  it('[F29] [F30] that finds a connection gone is right: it has ended, and its client knows soon', async () => {
    const { post, connectionId, closed, invoked, api } = await withFaults({ F29: 1 });
    const disconnected = invoked('disconnect');
    await expect(post(connectionId, 'lost')).rejects.toThrow();
    expect(api.connections()).toBe(0);
    expect(await closed).toMatchObject({ code: 1006 });
    expect((await disconnected).requestContext.connectionId).toBe(connectionId);
  });

  it('[F31] [F32] is tried once with maxAttempts 1, and the next one may succeed', async () => {
    const { post, connectionId, faults, hears } = await withFaults({ F31: 1 });
    await expect(post(connectionId, 'first')).rejects.toMatchObject({ $metadata: { attempts: 1 } });
    faults.setRates({ F31: 0 });
    await post(connectionId, 'second');
    expect(await hears()).toBe('second');
  });

  it('[F33] may never be answered: only a deadline of its own ends it', async () => {
    const { management, connectionId, faults } = await withFaults({ F33: 1 });
    const abort = new AbortController();
    const post = management().send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: 'lost' }), {
      abortSignal: abort.signal,
    });
    let isAnswered = false;
    void post.catch(() => undefined).finally(() => (isAnswered = true));
    await expect.poll(() => faults.counts().F33).toBe(1);
    faults.setRates({ F33: 0 });
    await management().send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: 'another' }));
    expect(isAnswered).toBe(false);
    abort.abort();
    await expect(post).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('may be answered with 200 and its frame lost', async () => {
    const { post, connectionId, faults, hears } = await withFaults({ 'drop-push': 1 });
    expect((await post(connectionId, 'lost')).$metadata.httpStatusCode).toBe(200);
    faults.setRates({ 'drop-push': 0 });
    await post(connectionId, 'not lost');
    expect(await hears()).toBe('not lost');
  });

  it('[F35] may arrive after a later one', async () => {
    const { post, connectionId, faults, hears, clock } = await withFaults({ F35: 1 });
    expect((await post(connectionId, '11')).$metadata.httpStatusCode).toBe(200);
    faults.setRates({ F35: 0 });
    await post(connectionId, '12');
    expect(await hears()).toBe('12');
    clock.advance(1_500);
    expect(await hears()).toBe('11');
  });
});
