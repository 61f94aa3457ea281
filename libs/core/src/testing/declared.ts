import { commonRefusals, decodeFrame, isRequestType, requests } from '@parley/protocol';
import type { Core } from '../core';

const check = (type: string, code: string): void => {
  const own: readonly string[] = isRequestType(type) ? requests[type].refusals : [];
  if (own.includes(code) || (commonRefusals as readonly string[]).includes(code)) return;
  throw new Error(`${type} was refused with ${code}, which the catalogue does not say of it`);
};

const typeOf = (text: string): string => {
  try {
    return String((JSON.parse(text) as { type?: unknown }).type);
  } catch {
    return '';
  }
};

/** The same core, which fails a test on every refusal that the catalogue does not declare for the request. */
export const declaredOnly = (core: Core): Core => ({
  ...core,
  answer: async (caller, asked) => {
    const answer = await core.answer(caller, asked);
    if (!answer.ok) check(asked.type, answer.refusal.code);
    return answer;
  },
  handle: async (caller, text) => {
    const reply = await core.handle(caller, text);
    const frame = decodeFrame(reply);
    if (frame?.type === 'refusal') check(typeOf(text), frame.code);
    return reply;
  },
});
