import { join } from 'node:path';
import { limits, signUpProof } from '@parley/protocol';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { stageConfig } from './config';
import { configWith } from './testing/configurations';
import { synthesizedAs, synthesizedOnce } from './testing/synthesize';

const plain = synthesizedOnce().template;
const google = synthesizedAs('google', configWith('google', 'domain')).template;

describe('signing in with Google', () => {
  it('is led to from hosted pages, and comes back to the page alone', () => {
    google.hasResourceProperties('AWS::Cognito::UserPoolDomain', { Domain: 'example-chat' });
    google.hasResource('AWS::Cognito::UserPoolClient', {
      Properties: {
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'],
        CallbackURLs: ['https://chat.example.com/sign-in/google'],
        LogoutURLs: ['https://chat.example.com/sign-in'],
        // No password and no sign-up on Cognito's own page; ours signs in over SRP all the same.
        SupportedIdentityProviders: ['Google'],
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        GenerateSecret: false,
      },
      // Cognito refuses a client of a provider that is not there yet.
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^IdentityGoogle')]),
    });
  });

  it('takes the address as proven only where Google says so', () => {
    google.hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
      ProviderType: 'Google',
      AttributeMapping: { email: 'email', email_verified: 'email_verified', name: 'name' },
    });
  });

  it('keeps the secret out of the template: it stands there as a reference', () => {
    google.hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
      ProviderDetails: {
        client_id: '{{resolve:secretsmanager:parley/google:SecretString:clientId::}}',
        client_secret: '{{resolve:secretsmanager:parley/google:SecretString:clientSecret::}}',
      },
    });
  });

  it('lets the page talk to the hosted pages, where a code becomes tokens', () => {
    const text = JSON.stringify(google.findResources('AWS::CloudFront::ResponseHeadersPolicy'));
    const host = 'https://example-chat.auth.us-east-1.amazoncognito.com';
    expect(text).toContain(`connect-src 'self' https://cognito-idp.us-east-1.amazonaws.com ${host};`);
    google.hasOutput('UserPoolDomain', { Value: host.replace('https://', '') });
  });

  it('is not there without Google: no hosted pages, no provider, no way back, nothing to talk to', () => {
    plain.resourceCountIs('AWS::Cognito::UserPoolDomain', 0);
    plain.resourceCountIs('AWS::Cognito::UserPoolIdentityProvider', 0);
    plain.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlowsUserPoolClient: false,
      CallbackURLs: Match.absent(),
      SupportedIdentityProviders: ['COGNITO'],
    });
    expect(JSON.stringify(plain.findResources('AWS::CloudFront::ResponseHeadersPolicy'))).not.toContain('.auth.');
    expect(plain.findOutputs('UserPoolDomain')).toEqual({});
  });
});

it('offers an authenticator app as a second factor, and no text messages', () => {
  plain.hasResourceProperties('AWS::Cognito::UserPool', {
    MfaConfiguration: 'OPTIONAL',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
  });
});

it.each(['staging', 'prod'])('refuses leaked passwords and odd sign-ins in %s, and pays for it', (stage) => {
  synthesizedAs(stage, stageConfig(stage)).template.hasResourceProperties('AWS::Cognito::UserPool', {
    UserPoolTier: 'PLUS',
    UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
  });
});

it('pays for no threat protection in dev', () => {
  plain.hasResourceProperties('AWS::Cognito::UserPool', {
    UserPoolTier: Match.absent(),
    UserPoolAddOns: Match.absent(),
  });
});

describe('an address', () => {
  const clientOf = (template: typeof plain) => Object.values(template.findResources('AWS::Cognito::UserPoolClient'))[0];

  it('is not for the page to change, whose tokens may be copied', () => {
    expect(clientOf(plain)?.['Properties'].WriteAttributes.toSorted()).toEqual([signUpProof.attribute, 'name']);
    // "Required attributes in a user pool are always writable" (developer guide, attribute permissions).
    const [pool] = Object.values(plain.findResources('AWS::Cognito::UserPool'));
    expect(pool?.['Properties'].Schema.filter(({ Required }: { Required: boolean }) => Required)).toEqual([]);
    plain.hasResourceProperties('AWS::Cognito::UserPool', {
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    });
  });

  it('is written by the page’s client with Google alone: Cognito writes there what the mapping brings', () => {
    expect(clientOf(google)?.['Properties'].WriteAttributes.toSorted()).toEqual([
      signUpProof.attribute,
      'email',
      'name',
    ]);
  });
});

it('[AUTH-11] holds what shows whose the password of a sign-up is, written with it and never after', () => {
  const [pool] = Object.values(plain.findResources('AWS::Cognito::UserPool'));
  const [, Name] = signUpProof.attribute.split(':');
  // Cognito puts `custom:` before the names of a pool's own, which have 20 characters at the most.
  expect(pool?.['Properties'].Schema).toContainEqual({ AttributeDataType: 'String', Mutable: false, Name });
  expect(Name?.length).toBeLessThanOrEqual(20);
});

it('invites with passwords that are good for as long as an invitation may be open', () => {
  plain.hasResourceProperties('AWS::Cognito::UserPool', {
    Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: limits.invitationHours / 24 } },
  });
});

describe('a password', () => {
  // By its path: what plays Cognito on a laptop is no part of what is deployed.
  const emulated = join(import.meta.dirname, '../../../libs/emulators/src/cognito/password-policy.ts');
  const takes = async (password: string): Promise<boolean> => {
    const { requirePolicy }: { requirePolicy: (password: string) => void } = await import(emulated);
    try {
      requirePolicy(password);
      return true;
    } catch {
      return false;
    }
  };

  it.each([
    ['Aa1!aaaa', true],
    ['Aa1!aaa', false],
    ['AA1!AAAA', false],
    ['aa1!aaaa', false],
    ['Aab!aaaa', false],
    ['Aa1aaaaa', false],
  ])('like %s is taken or not (%j) by the pool as on a laptop', async (password, isTaken) => {
    const [pool] = Object.values(plain.findResources('AWS::Cognito::UserPool'));
    const policy = pool?.['Properties'].Policies.PasswordPolicy;
    const isWithinPolicy =
      password.length >= policy.MinimumLength &&
      (!policy.RequireLowercase || /[a-z]/.test(password)) &&
      (!policy.RequireUppercase || /[A-Z]/.test(password)) &&
      (!policy.RequireNumbers || /[0-9]/.test(password)) &&
      (!policy.RequireSymbols || /[^A-Za-z0-9]/.test(password));
    expect([isWithinPolicy, await takes(password)]).toEqual([isTaken, isTaken]);
  });
});
