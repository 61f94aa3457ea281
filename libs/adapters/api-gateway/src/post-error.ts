import * as z from 'zod';

// Whatever the SDK throws: a service exception, a parse error with the response attached, or a socket's error.
const Thrown = z.object({
  name: z.string().catch('Error'),
  code: z.string().optional().catch(undefined),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional().catch(undefined),
  $response: z.object({ statusCode: z.number() }).optional().catch(undefined),
});
const read = (error: unknown) => Thrown.safeParse(error).data;

/** The HTTP status that came back, or undefined where none did. */
export const statusOf = (error: unknown): number | undefined =>
  read(error)?.$metadata?.httpStatusCode ?? read(error)?.$response?.statusCode;
/** `ECONNRESET` and the like. */
export const codeOf = (error: unknown): string | undefined => read(error)?.code;
/** `GoneException` and the like. */
export const nameOf = (error: unknown): string => read(error)?.name ?? 'Error';
