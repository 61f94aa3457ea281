import type { WebSocketRoute } from '@playwright/test';
import { refusal, type RefusalCode, type RequestType } from '@parley/protocol';
import * as z from 'zod';
import type { Person } from './person';
import { tokenOf } from './api';

const Claims = z.object({ sub: z.string() });
const Peers = z.object({ connections: z.array(z.object({ principalId: z.string().optional() })) });

/** What a page sends, and what answers it. */
const Framed = z.object({ type: z.string(), id: z.string(), body: z.looseObject({ text: z.string().optional() }) });
const framed = (frame: string | Buffer) => Framed.safeParse(JSON.parse(String(frame))).data;

const idOf = async ({ page }: Person): Promise<string> => {
  const [, claims = ''] = (await tokenOf(page)).split('.');
  return Claims.parse(JSON.parse(Buffer.from(claims, 'base64url').toString())).sub;
};

/**
 * Breaks every connection that a person has, as `fault` of a local run's `/_faults` does: F24 is the two hours after which
 * API Gateway closes whatever is still there. The run must have been started with faults.
 */
export const strike = async (person: Person, fault: 'F23' | 'F24' | 'F26' | 'cut'): Promise<void> => {
  const response = await fetch(new URL('/_faults/strike', person.page.url()), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fault, principalId: await idOf(person) }),
  });
  if (!response.ok) throw new Error(`Nothing was struck: ${response.status} ${await response.text()}`);
};

/** How many connections the server believes a person to have. */
export const connectionsOf = async (person: Person): Promise<number> => {
  const response = await fetch(new URL('/_faults', person.page.url()));
  const id = await idOf(person);
  return Peers.parse(await response.json()).connections.filter(({ principalId }) => principalId === id).length;
};

/**
 * From the page's next load on, its socket brings it nothing any more once it has sent this message: neither the answer,
 * nor what is pushed. `answered`: the server has answered, so the message is stored, and its author does not know.
 */
export const losesAnswerTo = async ({ page }: Person, text: string): Promise<{ answered: Promise<void> }> => {
  let resolve = () => {};
  const answered = new Promise<void>((settle) => {
    resolve = settle;
  });
  let isSent = false;
  await page.routeWebSocket(/\/ws$/, (socket: WebSocketRoute) => {
    if (isSent) return void socket.connectToServer();
    const server = socket.connectToServer();
    let asked: string | undefined;
    socket.onMessage((frame) => {
      const sent = framed(frame);
      if (sent?.type === 'messages.send' && sent.body.text === text) [asked, isSent] = [sent.id, true];
      server.send(frame);
    });
    server.onMessage((frame) => {
      if (asked === undefined) return socket.send(frame);
      const heard = framed(frame);
      if (heard?.type === 'reply' && heard.id === asked) resolve();
    });
  });
  return { answered };
};

/**
 * From the page's next connection on, its next request of this type is done by the server and refused to the page, as where
 * what follows the doing failed. Those after it are answered as they are.
 */
export const refusesWhatIsDone = async ({ page }: Person, type: RequestType, code: RefusalCode): Promise<void> => {
  let isDone = false;
  await page.routeWebSocket(/\/ws$/, (socket: WebSocketRoute) => {
    const server = socket.connectToServer();
    let asked: string | undefined;
    socket.onMessage((frame) => {
      const sent = framed(frame);
      if (sent?.type === type && !isDone) [asked, isDone] = [sent.id, true];
      server.send(frame);
    });
    server.onMessage((frame) => {
      const heard = framed(frame);
      const isIts = asked !== undefined && heard?.type === 'reply' && heard.id === asked;
      socket.send(isIts ? JSON.stringify({ type: 'refusal', id: asked, ...refusal(code) }) : frame);
    });
  });
};
