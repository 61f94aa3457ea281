import { Parser } from '@asyncapi/parser';
import { describe, expect, it } from 'vitest';
import { decodeFrame, decodeRequest } from '../decode';
import { frames } from '../frames';
import { commonRefusals } from '../refusals';
import { isRequestType, requests } from '../requests';
import { asyncapi } from './asyncapi';

/** What a published parser finds wrong: errors, not its advice. */
const parser = new Parser();
const errorsOf = async (document: object) => {
  const { diagnostics } = await parser.parse(JSON.stringify(document));
  return diagnostics
    .filter(({ severity }) => severity === 0)
    .map(({ message, path }) => `${path.join('.')}: ${message}`);
};
type Operation = { action: string; messages: { $ref: string }[]; reply?: { messages: { $ref: string }[] } };
const operations: Record<string, Operation> = asyncapi().operations;
const names = (messages: { $ref: string }[] = []) =>
  messages.map(({ $ref }) => $ref.replace('#/channels/ws/messages/', ''));

describe('the AsyncAPI document', () => {
  it('is valid, says a published parser', { timeout: 120_000 }, async () => {
    expect(await errorsOf(asyncapi())).toEqual([]);
  });

  it('would not be valid with a reference to nowhere', { timeout: 30_000 }, async () => {
    const lost = { ...asyncapi(), operations: { lost: { action: 'send', channel: { $ref: '#/channels/lost' } } } };
    expect(await errorsOf(lost)).not.toEqual([]);
  });

  it('receives every request, and answers it with its reply or a reason of its own or a common one', () => {
    for (const [type, { refusals }] of Object.entries(requests)) {
      expect(operations[type]).toMatchObject({ action: 'receive' });
      expect(names(operations[type]!.messages)).toEqual([type]);
      const answers = [`${type}.reply`, ...[...refusals, ...commonRefusals].map((code) => `refusal.${code}`)];
      expect(names(operations[type]!.reply?.messages)).toEqual(answers);
    }
  });

  it('sends every frame that is no answer', () => {
    const sent = Object.values(operations).flatMap(({ action, messages }) =>
      action === 'send' ? names(messages) : [],
    );
    expect([...sent, 'reply', 'refusal'].toSorted()).toEqual(Object.keys(frames).toSorted());
  });

  it('gives examples that are read as what they say', () => {
    const messages = asyncapi().channels.ws.messages as Record<string, { examples: { payload: { type: string } }[] }>;
    for (const [name, { examples }] of Object.entries(messages)) {
      expect(examples.length).toBeGreaterThan(0);
      for (const { payload } of examples) {
        const text = JSON.stringify(payload);
        if (isRequestType(name)) expect(decodeRequest(text)).toMatchObject({ ok: true, value: { type: name } });
        else expect(decodeFrame(text)).toEqual(payload);
      }
    }
    expect(Object.keys(messages).length).toBeGreaterThan(2 * Object.keys(requests).length);
  });

  it('says how the token travels', () => {
    const { bearer } = asyncapi().components.securitySchemes;
    expect(bearer).toMatchObject({ in: 'header', name: 'Sec-WebSocket-Protocol' });
    expect(asyncapi().info.description).toContain("['chat.v1', 'bearer.' + token]");
  });
});
