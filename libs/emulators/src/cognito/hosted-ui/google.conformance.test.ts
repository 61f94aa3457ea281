import { AdminGetUserCommand, GetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { subOf } from '../../google/accounts';
import { startHostedUi } from '../testing/start-hosted-ui';
import { claimsOf, clientId, userPoolId } from '../testing/start-pool';

const ana = 'ana@example.com';

describe('signing in with Google', () => {
  it('makes an account of whom Google vouches for, with the attributes that it tells', async () => {
    const { signInWithGoogle, sdk } = await startHostedUi();
    const tokens = await signInWithGoogle(ana, { nonce: 'n-1' });
    expect(tokens).toMatchObject({ expires_in: 3600, token_type: 'Bearer', refresh_token: expect.any(String) });
    const Username = `Google_${subOf(ana)}`;
    const claims = claimsOf(tokens.id_token);
    expect(claims).toMatchObject({
      'cognito:username': Username,
      'cognito:groups': [`${userPoolId}_Google`],
      aud: clientId,
      email: ana,
      email_verified: true,
      name: 'Ana of Google',
      nonce: 'n-1',
      at_hash: expect.any(String),
      identities: [{ providerName: 'Google', providerType: 'Google', userId: subOf(ana), primary: 'true' }],
    });
    expect(claimsOf(tokens.access_token)).toMatchObject({
      username: Username,
      version: 2,
      scope: 'openid email profile aws.cognito.signin.user.admin',
    });
    expect(await sdk.send(new GetUserCommand({ AccessToken: tokens.access_token }))).toMatchObject({ Username });
    const found = await sdk.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username }));
    expect(found).toMatchObject({ Username, UserStatus: 'EXTERNAL_PROVIDER', Enabled: true });
  });
});
