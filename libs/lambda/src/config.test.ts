import { describe, expect, it } from 'vitest';
import { AuthConfig, CoreConfig, OriginConfig, readConfig } from './config';

const good = {
  CHAT_TABLE: 'chat',
  CONNECTIONS_TABLE: 'connections',
  SOCKET_ENDPOINT: 'https://abc.execute-api.us-east-1.amazonaws.com/ws',
  DELIVERY_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/deliveries.fifo',
  EPOCH: '1',
  OWNER_EMAIL: 'ana@example.com',
  SIGN_UP: 'invited',
  AWS_REGION: 'us-east-1',
};

describe('the environment', () => {
  it('is read by a schema, and what it does not name is left out', () => {
    expect(readConfig(CoreConfig, { ...good, PATH: '/bin' })).toEqual({ ...good, RATE_LIMITS: 'on' });
  });

  it('that is bad is told whole, every variable at once', () => {
    const bad = { ...good, CHAT_TABLE: '', SOCKET_ENDPOINT: 'nowhere', DELIVERY_QUEUE_URL: '', EPOCH: undefined };
    expect(() => readConfig(CoreConfig, bad)).toThrow(/CHAT_TABLE.*SOCKET_ENDPOINT.*DELIVERY_QUEUE_URL.*EPOCH/);
  });

  it('lists origins, in lower case', () => {
    const config = readConfig(OriginConfig, { ALLOWED_ORIGINS: 'https://Chat.example.com, http://localhost:4400,' });
    expect(config.ALLOWED_ORIGINS).toEqual(['https://chat.example.com', 'http://localhost:4400']);
  });

  it.each(['', 'chat.example.com', ' , '])('takes no list of origins like %j', (ALLOWED_ORIGINS) => {
    expect(() => readConfig(OriginConfig, { ALLOWED_ORIGINS })).toThrow('ALLOWED_ORIGINS');
  });

  const pool = { USER_POOL_ID: 'us-east-1_abc', USER_POOL_CLIENT_ID: 'client' };
  const key = { kid: 'k1', kty: 'RSA', use: 'sig', alg: 'RS256', n: 'AQAB', e: 'AQAB' };

  it('may carry the pool’s keys', () => {
    const config = readConfig(AuthConfig, { ...pool, USER_POOL_JWKS: JSON.stringify({ keys: [key] }) });
    expect(config.USER_POOL_JWKS).toEqual({ keys: [key] });
    expect(readConfig(AuthConfig, pool).USER_POOL_JWKS).toBeUndefined();
  });

  it.each(['{', '{}', '{"keys":[{"kid":"k1","kty":"oct"}]}'])('takes no keys like %s', (USER_POOL_JWKS) => {
    expect(() => readConfig(AuthConfig, { ...pool, USER_POOL_JWKS })).toThrow('USER_POOL_JWKS');
  });
});
