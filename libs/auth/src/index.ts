export { isAllowedOrigin } from './origins';
export { bearerToken, chatProtocol } from './subprotocols';
export { tokenVerifier, type Identity, type VerifyToken } from './token-verifier';
