import type * as z from 'zod';
import type { RefusalCode } from './refusals';

type Method = 'GET' | 'POST';
/** `POST /api/conversations/{conversationId}/messages`: a path's fields are fields of the body. */
export type HttpRoute = `${Method} /api/${string}`;

/** One thing that can be asked, at either door. */
export type Request<
  T extends string = string,
  B extends z.ZodObject | z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> = {
  type: T;
  /** One line for the generated documents. */
  summary: string;
  /** Its route; absent where a request makes sense on a socket alone. */
  http?: HttpRoute;
  /** Fields of the path that are not text. */
  path?: Record<string, 'integer'>;
  /** Fields that a GET carries in its query, and how to read them. */
  query?: Record<string, 'text' | 'integer'>;
  body: B;
  reply: R;
  /** What it may be refused for, besides the common reasons. */
  refusals: readonly RefusalCode[];
  example: z.input<B>;
  exampleReply: z.input<R>;
};

/** Declares a request; its types are inferred from the schemas. */
export const request = <T extends string, B extends z.ZodType, R extends z.ZodType>(
  definition: Request<T, B, R>,
): Request<T, B, R> => definition;

/** The parsed body of a request: what a use case receives. */
export type BodyOf<Q extends { body: z.ZodType }> = z.output<Q['body']>;
/** The body before parsing: what a client passes. */
export type InputOf<Q extends { body: z.ZodType }> = z.input<Q['body']>;
/** What the request is answered with. */
export type ReplyOf<Q extends { reply: z.ZodType }> = z.output<Q['reply']>;
