import { chatProtocol } from '@parley/lambda';

/** Opens the socket and stores nothing (DEL-6). The token is never echoed: only the protocol is. */
export const handler = async () => ({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': chatProtocol } });
