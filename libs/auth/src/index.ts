export { isAllowedOrigin } from './origins';
export { bearerToken, chatProtocol } from './subprotocols';
export { Claims, clockSkewMs, tokenVerifier, type Identity, type VerifyToken } from './token-verifier';
