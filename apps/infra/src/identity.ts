import { Duration, RemovalPolicy, SecretValue } from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  Mfa,
  type OAuthSettings,
  OAuthScope,
  ProviderAttribute,
  StringAttribute,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolIdentityProviderGoogle,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { limits, signUpProof } from '@parley/protocol';
import { Construct } from 'constructs';
import type { Google, StageConfig } from './config';

/** Where in the app people come back to, from signing in with Google and from signing out: the page asks for the first of each. */
const returnPaths = { signIn: '/sign-in/google', signOut: '/sign-in' };

/** Host of the pool's hosted pages, which lead to Google without showing themselves. */
export const hostedPagesAt = ({ domainPrefix }: Google, region: string): string =>
  `${domainPrefix}.auth.${region}.amazoncognito.com`;

type IdentityProps = {
  config: StageConfig;
  /** What the pool asks, and tells. */
  triggers: { register: IFunction; admit: IFunction; limit: IFunction; issue: IFunction };
  /** Where the page is. */
  origin: string;
};

/** Who people are: a Cognito user pool and the web app as its one client. */
export class Identity extends Construct {
  readonly pool: UserPool;
  readonly webClient: UserPoolClient;

  constructor(scope: Construct, id: string, { config, triggers, origin }: IdentityProps) {
    super(scope, id);
    const { deletionProtection, google } = config;
    this.pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      userVerification: { emailSubject: 'Your Parley code', emailBody: 'Your code is {####}.' },
      // What is required is writable by every client, whatever it is allowed. The username of a sign-up becomes the address.
      standardAttributes: { email: { required: false, mutable: true }, fullname: { required: false, mutable: true } },
      // What shows later whose the password of a sign-up is: written with it, and by nobody after that.
      customAttributes: { [customName(signUpProof.attribute)]: new StringAttribute({ mutable: false }) },
      // A changed address counts once its code was entered; until then the old one does.
      keepOriginal: { email: true },
      passwordPolicy: {
        minLength: 8,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        // As long as an invitation may be open: what it mailed is good until then.
        tempPasswordValidity: Duration.hours(limits.invitationHours),
      },
      // An authenticator app, for those who want one: text messages cost, and can be taken over.
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { sms: false, otp: true },
      ...(config.threatProtection && {
        featurePlan: FeaturePlan.PLUS,
        standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      }),
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection,
      removalPolicy: deletionProtection ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.pool.addTrigger(UserPoolOperation.PRE_SIGN_UP, triggers.admit);
    this.pool.addTrigger(UserPoolOperation.POST_CONFIRMATION, triggers.register);
    // Cognito confirms before it calls the trigger: whom that failed for gets a profile at the next sign-in, or is led to a
    // password of their own first.
    this.pool.addTrigger(UserPoolOperation.POST_AUTHENTICATION, triggers.register);
    this.pool.addTrigger(UserPoolOperation.PRE_AUTHENTICATION, triggers.limit);
    // The first version of its event says all that is needed of groups, and costs no other plan of Cognito.
    this.pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION, triggers.issue);

    const provider = google && this.signInWith(google);
    this.webClient = this.pool.addClient('Web', {
      authFlows: { userSrp: true }, // and refreshing, which is always there: no password reaches AWS in any form
      generateSecret: false, // a page keeps no secret
      // Without Google there is no hosted page to come back from.
      ...(google ? { oAuth: comingBackTo(origin) } : { disableOAuth: true }),
      // What Cognito's own page offers. With Google that page is there, and shall ask for no password and offer no sign-up
      // beside ours: the pool's own calls, by which the page signs in over SRP, are not what this list is about
      // (CreateUserPoolClient, SupportedIdentityProviders).
      supportedIdentityProviders: [
        google ? UserPoolClientIdentityProvider.GOOGLE : UserPoolClientIdentityProvider.COGNITO,
      ],
      // A token that was copied changes nobody's address: that is asked of Parley, by a fresh sign-in. With Google the
      // client has to be allowed what Cognito writes of a profile at each sign-in there.
      writeAttributes: new ClientAttributes()
        .withStandardAttributes({ fullname: true, ...(google && { email: true }) })
        .withCustomAttributes(customName(signUpProof.attribute)),
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
    });
    if (provider) this.webClient.node.addDependency(provider);
  }

  private signInWith({ domainPrefix, secretName }: Google): UserPoolIdentityProviderGoogle {
    this.pool.addDomain('HostedPages', { cognitoDomain: { domainPrefix } });
    const field = (jsonField: string) => SecretValue.secretsManager(secretName, { jsonField });
    return new UserPoolIdentityProviderGoogle(this, 'Google', {
      userPool: this.pool,
      clientId: field('clientId').unsafeUnwrap(), // a reference that CloudFormation resolves, not the value
      clientSecretValue: field('clientSecret'),
      scopes: ['openid', 'email', 'profile'],
      attributeMapping: {
        email: ProviderAttribute.GOOGLE_EMAIL,
        // Rights go by the address, so it counts only where Google says that it is proven.
        emailVerified: ProviderAttribute.GOOGLE_EMAIL_VERIFIED,
        fullname: ProviderAttribute.GOOGLE_NAME,
      },
    });
  }
}

/** An attribute of the pool's own as its schema has it: Cognito puts `custom:` in front. */
const customName = (attribute: string): string => attribute.replace(/^custom:/, '');

const comingBackTo = (origin: string): OAuthSettings => ({
  flows: { authorizationCodeGrant: true }, // with PKCE; tokens never stand in an address
  // As the page asks for them: what a sign-in by password is allowed, too.
  scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE, OAuthScope.COGNITO_ADMIN],
  callbackUrls: [`${origin}${returnPaths.signIn}`],
  logoutUrls: [`${origin}${returnPaths.signOut}`],
});
