import * as z from 'zod';
import { Envelope } from './envelope';
import { Frame } from './frames';
import { lookAtInvitation } from './invitations/look-at-invitation';
import { limits, utf8Bytes } from './limits';
import { refusal, type Refusal } from './refusals';
import type { BodyOf } from './request';
import { type Body, isRequestType, requests, type RequestType } from './requests';

/** A request that was read: its body has the type that its name promises. */
export type Asked = { [T in RequestType]: { type: T; body: Body<T> } }[RequestType];
export type Decoded<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

const refused = (...because: Parameters<typeof refusal>) => ({ ok: false as const, refusal: refusal(...because) });

/** The only place that reads wire text. */
const json = (text: string): Decoded<unknown> => {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return refused('malformed', 'This is not JSON.');
  }
};

// The first thing that is wrong, in words: "text is over 16 KB".
const whatIsWrong = (error: z.ZodError): Refusal => {
  const [issue] = error.issues;
  const where = issue?.path.join('.') || 'the body';
  const tooLarge = issue?.code === 'custom' && issue.params?.['tooLarge'] === true;
  return refusal(tooLarge ? 'too_large' : 'invalid', `${where}: ${issue?.message ?? 'is wrong'}`);
};

/** A request by name, its body parsed by the catalogue: `unknown_request`, `invalid` or `too_large` otherwise. */
export const decodeBody = (type: string, body: unknown): Decoded<Asked> => {
  if (!isRequestType(type)) return refused('unknown_request');
  const parsed = requests[type].body.safeParse(body);
  if (!parsed.success) return { ok: false, refusal: whatIsWrong(parsed.error) };
  return { ok: true, value: { type, body: parsed.data } as Asked };
};

/** One frame from a client. `id` is null only where the frame was too broken to carry one. */
export const decodeRequest = (text: string): { id: string | null } & Decoded<Asked> => {
  if (utf8Bytes(text) > limits.frameBytes) return { id: null, ...refused('too_large', 'A frame holds at most 28 KB.') };
  const read = json(text);
  if (!read.ok) return { id: null, ...read };
  const envelope = Envelope.safeParse(read.value);
  if (!envelope.success) return { id: idOf(read.value), ...refused('malformed') };
  const { type, id, body } = envelope.data;
  return { id, ...decodeBody(type, body) };
};

// A frame with a good id and a bad rest is still answered to that id, so that its sender need not wait for a timeout.
const idOf = (value: unknown): string | null => {
  const parsed = z.object({ id: Envelope.shape.id }).safeParse(value);
  return parsed.success ? parsed.data.id : null;
};

/** The JSON object in an HTTP request's body; no body at all is an empty object. */
export const decodeHttpBody = (text: string): Decoded<Record<string, unknown>> => {
  if (utf8Bytes(text) > limits.bodyBytes) return refused('too_large', 'A body holds at most 64 KB.');
  if (text === '') return { ok: true, value: {} };
  const read = json(text);
  if (!read.ok) return read;
  const object = z.record(z.string(), z.unknown()).safeParse(read.value);
  return object.success ? { ok: true, value: object.data } : refused('malformed', 'The body is not a JSON object.');
};

/** The body of the one request that nobody is signed in for. */
export const decodeLook = (text: string): Decoded<BodyOf<typeof lookAtInvitation>> => {
  const body = decodeHttpBody(text);
  if (!body.ok) return body;
  const parsed = lookAtInvitation.body.safeParse(body.value);
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, refusal: whatIsWrong(parsed.error) };
};

/** One frame from the server. What this build does not know, API Gateway's own error frames too, is `null`: ignore it. */
export const decodeFrame = (text: string): Frame | null => {
  const read = json(text);
  const frame = read.ok ? Frame.safeParse(read.value) : undefined;
  return frame?.success ? frame.data : null;
};

/** The answer to an HTTP request of a client: any JSON, or undefined where a proxy put something else in the way. */
export const decodeHttpReply = (text: string): unknown => {
  const read = json(text);
  return read.ok ? read.value : undefined;
};
