import { Claims } from '@parley/auth';
import type { Caller } from '@parley/core';
import * as z from 'zod';

/** A request of the HTTP API (payload format 2.0), as far as we read it. The claims were verified by its JWT authorizer. */
export const HttpEvent = z.object({
  rawPath: z.string(),
  headers: z.record(z.string(), z.string().optional()).default({}),
  queryStringParameters: z.record(z.string(), z.string().optional()).default({}),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({
    http: z.object({ method: z.string() }),
    authorizer: z.object({ jwt: z.object({ claims: z.record(z.string(), z.unknown()) }) }),
  }),
});
export type HttpEvent = z.infer<typeof HttpEvent>;

export type HttpResponse = { statusCode: number; headers: Record<string, string>; body: string };

/**
 * The caller, or null where the token is none that doors take: above all an id token, which is for the page to read, and
 * which API Gateway's authorizer lets through.
 */
export const httpCallerOf = ({ requestContext }: HttpEvent): Caller | null =>
  Claims.safeParse(requestContext.authorizer.jwt.claims).data ?? null;

export const textOf = ({ body, isBase64Encoded }: Pick<HttpEvent, 'body' | 'isBase64Encoded'>): string =>
  isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;

/** An answer that no cache keeps. */
export const json = (statusCode: number, body: unknown): HttpResponse => ({
  statusCode,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

/** For who did not come through CloudFront. It is no refusal of the protocol's: nothing of the request was read. */
export const forbidden: HttpResponse = json(403, { message: 'Forbidden' });
