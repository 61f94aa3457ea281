/** The protocol that both ends speak; the only subprotocol that is ever echoed. */
export const chatProtocol = 'chat.v1';

/**
 * The token in a `Sec-WebSocket-Protocol` header of the form `chat.v1, bearer.<token>`; null if either is missing.
 * The header is the one place of a browser's handshake that can carry a token and is not logged.
 */
export const bearerToken = (header: string | undefined): string | null => {
  const offered = (header ?? '').split(',').map((protocol) => protocol.trim());
  if (!offered.includes(chatProtocol)) return null;
  return offered.find((protocol) => protocol.startsWith('bearer.'))?.slice('bearer.'.length) ?? null;
};
