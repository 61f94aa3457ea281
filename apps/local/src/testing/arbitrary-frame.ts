import fc from 'fast-check';
import { anyText, catalogue, hostileValue, spoiledExample, spoiledText } from './spoiled-examples';

/** API Gateway closes the connection of a frame that is larger (F16), so nothing of ours is reached by one. */
const gatewayBytes = 32 * 1024;

const types = fc.oneof(
  fc.constantFrom(...catalogue.map(({ type }) => type)),
  fc.constantFrom('constructor', '__proto__', 'messages.', '$default', '', 'a'.repeat(65), 'Messages.Send'),
);
const ids: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: fc.string({ minLength: 1, maxLength: 64 }) },
  { weight: 1, arbitrary: hostileValue },
);

/** Text for a socket: requests spoiled a little or a lot, and what is none. */
export const arbitraryFrame = (conversationIds: readonly string[]): fc.Arbitrary<string> => {
  const spoiled = fc
    .record({ example: spoiledExample(conversationIds), id: ids, type: fc.option(types, { freq: 8, nil: undefined }) })
    .map(({ example: { request, body }, id, type }) => JSON.stringify({ type: type ?? request.type, id, body }));
  const anyBody = fc.record({ type: types, id: ids, body: hostileValue }).map((envelope) => JSON.stringify(envelope));
  const large = fc
    .record({ type: types, id: ids, length: fc.integer({ min: 24_000, max: gatewayBytes - 200 }) })
    .map(({ type, id, length }) => JSON.stringify({ type, id, body: { text: 'x'.repeat(length) } }));
  return fc
    .oneof(
      { weight: 5, arbitrary: spoiled },
      { weight: 2, arbitrary: anyBody },
      { weight: 2, arbitrary: spoiledText(spoiled) },
      { weight: 2, arbitrary: anyText },
      { weight: 1, arbitrary: large },
    )
    .filter((text) => Buffer.byteLength(text) <= gatewayBytes);
};
