import { json } from '@parley/lambda';
import { asyncapi, openapi } from '@parley/protocol/documents';
import * as z from 'zod';

const documents: Record<string, () => object> = { '/api/openapi.json': openapi, '/api/asyncapi.json': asyncapi };

/** The protocol in words that machines read, for anybody: it says nothing about this workspace. */
export const handler = async (event: unknown) => {
  const { rawPath } = z.object({ rawPath: z.string() }).parse(event);
  const document = documents[rawPath];
  return document ? json(200, document()) : json(404, { message: 'Not Found' });
};
