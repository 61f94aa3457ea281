import * as z from 'zod';
import { type Answer } from './refusals';

const Request = z.looseObject({ RequestItems: z.record(z.string(), z.looseObject({ Keys: z.array(z.unknown()) })) });
const Reply = z.looseObject({ UnprocessedKeys: z.record(z.string(), z.unknown()).optional() });

/** A BatchGetItem cut in two: what is asked, and what shall come back unprocessed. Undefined when it has but one key. */
export const halvesOf = (body: unknown): { asked: Buffer; unprocessed: object } | undefined => {
  const { data } = Request.safeParse(body);
  const cut = Object.entries(data?.RequestItems ?? {}).find(([, { Keys }]) => Keys.length > 1);
  if (!data || !cut) return undefined;
  const [table, request] = cut;
  const half = Math.ceil(request.Keys.length / 2);
  const part = (from: number, to?: number) => ({ [table]: { ...request, Keys: request.Keys.slice(from, to) } });
  const asked = { ...data, RequestItems: { ...data.RequestItems, ...part(0, half) } };
  return { asked: Buffer.from(JSON.stringify(asked)), unprocessed: part(half) };
};

/** The engine's answer, with those keys beside it. An error stays as it is. */
export const withUnprocessed = (answer: Answer, unprocessed: object): Answer => {
  if (answer.status !== 200) return answer;
  const reply = Reply.parse(JSON.parse(answer.body.toString()));
  const body = Buffer.from(JSON.stringify({ ...reply, UnprocessedKeys: { ...reply.UnprocessedKeys, ...unprocessed } }));
  // Both told of the bytes as they were.
  const { 'content-length': _, 'x-amz-crc32': __, ...headers } = answer.headers;
  return { ...answer, headers, body };
};
