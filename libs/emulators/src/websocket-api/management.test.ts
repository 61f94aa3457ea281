import { once } from 'node:events';
import { request } from 'node:http';
import { type Socket } from 'node:net';
import {
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { describe, expect, it } from 'vitest';
import { frameGauge } from './frame-gauge';
import { gatewayId } from './ids';
import { credentials, startApi } from './testing/start-api';

const kb = 1024;
const nobody = 'L0SM9cOFvHcCIhw=';

describe('PostToConnection', () => {
  it('reaches the client as a text frame', async () => {
    const gateway = await startApi({});
    const { connectionId, hears } = await gateway.open();
    for (const text of ['{"type":"entries"}', 'grüezi 👋', '']) {
      const { $metadata } = await gateway.post(connectionId, text);
      expect($metadata.httpStatusCode).toBe(200);
      expect(await hears()).toBe(text);
    }
  });

  it('serves the SDK for every id that the gateway makes, however it is encoded in the URL', async () => {
    const gateway = await startApi({});
    const sockets = [];
    for (let opened = 0; opened < 12; opened += 1) sockets.push(await gateway.open());
    for (const { connectionId, hears } of sockets) {
      expect(connectionId).toMatch(/^[\w-]{15}=$/);
      await gateway.post(connectionId, connectionId);
      expect(await hears()).toBe(connectionId);
    }
  });

  it('[F16] sends more than 32 KB in fragments of at most that', async () => {
    const gateway = await startApi({});
    const headers = {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    };
    const [, wire, head] = (await once(request(gateway.endpoint, { headers }).end(), 'upgrade')) as [
      unknown,
      Socket,
      Buffer,
    ];
    let bytes = head.length;
    const complaints: string[] = [];
    const fragments = frameGauge({ frameBytes: 32 * kb, messageBytes: 128 * kb }, (reason) => complaints.push(reason));
    const strict = frameGauge({ frameBytes: 32 * kb - 1, messageBytes: 128 * kb }, (reason) => complaints.push(reason));
    const complete = new Promise<void>((resolve) => {
      wire.on('data', (chunk: Buffer) => {
        fragments(chunk);
        strict(chunk);
        bytes += chunk.length;
        if (bytes >= 128 * kb + 4 * 4) resolve();
      });
    });
    const { connectionId } = gateway.eventsOf('connect')[0]?.requestContext ?? { connectionId: '' };
    await gateway.post(connectionId, 'x'.repeat(128 * kb));
    await complete;
    wire.destroy();
    // Four frames with a header of four bytes each; only the stricter gauge minds their size.
    expect([bytes, complaints]).toEqual([128 * kb + 16, ['A frame may carry at most 32767 bytes']]);
  });

  it('[F16] arrives whole although it was cut in the middle of a character', async () => {
    const gateway = await startApi({});
    const { connectionId, hears } = await gateway.open();
    const text = `x${'ü'.repeat(40 * kb)}`;
    await gateway.post(connectionId, text);
    expect((await hears()) === text).toBe(true);
  });

  it('[F17] answers 413 to more than 128 KB, and the connection stays', async () => {
    const gateway = await startApi({});
    const { connectionId, hears } = await gateway.open();
    await expect(gateway.post(connectionId, 'x'.repeat(128 * kb + 1))).rejects.toMatchObject({
      name: 'PayloadTooLargeException',
      $metadata: { httpStatusCode: 413 },
    });
    await gateway.post(connectionId, 'small');
    expect(await hears()).toBe('small');
  });

  it('[F17] answers 413 to more than 10 MB without looking further', async () => {
    const gateway = await startApi({});
    const url = `${gateway.endpoint}/@connections/${encodeURIComponent(nobody)}`;
    const response = await fetch(url, { method: 'POST', body: new Uint8Array(10 * kb * kb + 1) });
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([413, 'PayloadTooLargeException']);
  });

  it('answers 400 to data that is not UTF-8', async () => {
    const gateway = await startApi({});
    const { connectionId } = await gateway.open();
    await expect(gateway.post(connectionId, Buffer.from([0xff]))).rejects.toMatchObject({
      name: 'BadRequestException',
      message: 'The data must be UTF-8 text',
    });
  });

  it('[F31] answers 429 while the client does not read, and serves it again when it does', async () => {
    const gateway = await startApi({}, { limits: { clientBufferBytes: 256 * kb } });
    const { connectionId, socket, hears } = await gateway.open();
    socket.pause();
    const post = () => gateway.post(connectionId, 'x'.repeat(128 * kb));
    let taken = 0;
    const refusal = await (async () => {
      for (;;) {
        try {
          await post();
          taken += 1;
        } catch (error) {
          return error;
        }
      }
    })();
    expect(refusal).toMatchObject({ name: 'LimitExceededException', $metadata: { httpStatusCode: 429 } });
    socket.resume();
    for (let heard = 0; heard < taken; heard += 1) await hears();
    await gateway.post(connectionId, 'caught up');
    expect(await hears()).toBe('caught up');
  });
});

describe('a connection that is gone', () => {
  it.each([
    ['PostToConnection', new PostToConnectionCommand({ ConnectionId: nobody, Data: 'x' })],
    ['GetConnection', new GetConnectionCommand({ ConnectionId: nobody })],
    ['DeleteConnection', new DeleteConnectionCommand({ ConnectionId: nobody })],
  ])('[F29] answers 410 GoneException to %s', async (_name, command) => {
    const gateway = await startApi({});
    // The union of commands has no common signature, though each is one of the client's own.
    const answer = gateway.management().send(command as PostToConnectionCommand);
    await expect(answer).rejects.toMatchObject({
      name: 'GoneException',
      message: 'Gone',
      $metadata: { httpStatusCode: 410 },
    });
  });

  it('[F30] is gone from the moment its client has left', async () => {
    const gateway = await startApi({});
    const { connectionId, socket } = await gateway.open();
    const disconnected = gateway.invoked('disconnect');
    socket.terminate();
    await disconnected;
    await expect(gateway.post(connectionId, 'x')).rejects.toMatchObject({ name: 'GoneException' });
  });

  it('is not confused with an id that is none: 400, so that an encoding fault is seen', async () => {
    const gateway = await startApi({});
    const { connectionId } = await gateway.open();
    for (const id of [encodeURIComponent(connectionId), 'x', `${gatewayId()}=`]) {
      await expect(gateway.post(id, 'x')).rejects.toMatchObject({
        name: 'BadRequestException',
        message: `Invalid connectionId: ${id}`,
      });
    }
  });
});

describe('DeleteConnection', () => {
  it('[F27] answers 204 and closes without a code', async () => {
    const gateway = await startApi({});
    const { connectionId, closed } = await gateway.open();
    const disconnected = gateway.invoked('disconnect');
    const { $metadata } = await gateway.management().send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
    expect($metadata.httpStatusCode).toBe(204);
    expect(await closed).toEqual({ code: 1005, reason: '' });
    expect((await disconnected).requestContext).toMatchObject({ connectionId, disconnectStatusCode: 1005 });
    await expect(gateway.post(connectionId, 'x')).rejects.toMatchObject({ name: 'GoneException' });
  });
});

describe('GetConnection', () => {
  it('[F36] tells when the connection was made, when it was last active, and who it is', async () => {
    const gateway = await startApi({});
    const { connectionId, says } = await gateway.open([], { headers: { 'User-Agent': 'test/1' } });
    const connectedAt = gateway.clock.now();
    gateway.clock.advance(60_000);
    const taken = gateway.invoked('message');
    says('hi');
    await taken;
    const connection = await gateway.management().send(new GetConnectionCommand({ ConnectionId: connectionId }));
    expect(connection).toMatchObject({
      ConnectedAt: new Date(connectedAt),
      LastActiveAt: new Date(connectedAt + 60_000),
      Identity: { SourceIp: '127.0.0.1', UserAgent: 'test/1' },
    });
  });
});

describe('[F36] a call that is not signed as it should be', () => {
  const forbidden = (name: string) => ({ name, $metadata: { httpStatusCode: 403 } });

  it('answers 403 without a signature, and says why', async () => {
    const gateway = await startApi({});
    const { connectionId } = await gateway.open();
    for (const method of ['POST', 'GET', 'DELETE']) {
      const response = await fetch(`${gateway.endpoint}/@connections/${encodeURIComponent(connectionId)}`, { method });
      expect(response.status).toBe(403);
      expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
      expect(await response.json()).toEqual({ message: 'Missing Authentication Token' });
    }
    expect(gateway.api.connections()).toBe(1);
  });

  it('answers 403 to another secret and to another key', async () => {
    const gateway = await startApi({});
    const { connectionId } = await gateway.open();
    const forged = { ...credentials, secretAccessKey: 'a guess' };
    await expect(gateway.post(connectionId, 'x', forged)).rejects.toMatchObject(forbidden('InvalidSignatureException'));
    const stranger = { ...credentials, accessKeyId: 'AKIDSTRANGER' };
    await expect(gateway.post(connectionId, 'x', stranger)).rejects.toMatchObject(
      forbidden('UnrecognizedClientException'),
    );
  });

  it('answers 403 when the body was changed on the way', async () => {
    const gateway = await startApi({});
    const { connectionId } = await gateway.open();
    const tampered = gateway.management();
    tampered.middlewareStack.add(
      (next) => (args) =>
        next(Object.assign(args, { request: Object.assign(args.request as object, { body: 'evil' }) })),
      { step: 'deserialize' }, // the step after signing
    );
    const posted = tampered.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: 'good' }));
    await expect(posted).rejects.toMatchObject(forbidden('InvalidSignatureException'));
  });

  it('answers 403 when the signature is more than five minutes old', async () => {
    const gateway = await startApi({});
    const { connectionId } = await gateway.open();
    const late = gateway.management(credentials, gateway.clock.now() - 6 * 60_000);
    const posted = late.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: 'x' }));
    await expect(posted).rejects.toMatchObject(forbidden('InvalidSignatureException'));
  });

  it('answers 403 before it tells whether a connection exists', async () => {
    const gateway = await startApi({});
    const forged = { ...credentials, secretAccessKey: 'a guess' };
    await expect(gateway.post(nobody, 'x', forged)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });
});
