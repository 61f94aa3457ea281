import { EdgeConfig, edgeGuard, forbidden, HttpEvent, json, readConfig } from '@parley/lambda';
import { asyncapi, openapi } from '@parley/protocol/documents';

const cameThroughEdge = edgeGuard(readConfig(EdgeConfig));

const documents: Record<string, () => object> = { '/api/openapi.json': openapi, '/api/asyncapi.json': asyncapi };

const Asked = HttpEvent.pick({ rawPath: true, headers: true });

/** The protocol in words that machines read, for anybody: it says nothing about this workspace. */
export const handler = async (event: unknown) => {
  const { rawPath, headers } = Asked.parse(event);
  if (!cameThroughEdge(headers)) return forbidden;
  const document = documents[rawPath];
  return document ? json(200, document()) : json(404, { message: 'Not Found' });
};
