import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccountRecovery, UserPool, type UserPoolClient, UserPoolOperation } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** Who people are: a Cognito user pool and the web app as its one client. */
export class Identity extends Construct {
  readonly pool: UserPool;
  readonly webClient: UserPoolClient;

  constructor(scope: Construct, id: string, { register, admit }: { register: IFunction; admit: IFunction }) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      userVerification: { emailSubject: 'Your Parley code', emailBody: 'Your code is {####}.' },
      standardAttributes: { email: { required: true, mutable: true }, fullname: { required: false, mutable: true } },
      // A changed address counts once its code was entered; until then the old one does.
      keepOriginal: { email: true },
      passwordPolicy: {
        minLength: 8,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.pool.addTrigger(UserPoolOperation.PRE_SIGN_UP, admit);
    this.pool.addTrigger(UserPoolOperation.POST_CONFIRMATION, register);
    // Cognito confirms before it calls the trigger: whom that failed for gets a profile at the next sign-in.
    this.pool.addTrigger(UserPoolOperation.POST_AUTHENTICATION, register);

    this.webClient = this.pool.addClient('Web', {
      authFlows: { userSrp: true }, // and refreshing, which is always there: no password reaches AWS in any form
      generateSecret: false, // a page keeps no secret
      disableOAuth: true, // there is no hosted sign-in page to come back from
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
    });
  }
}
