import { accessChangePatterns, removalPatterns, type Table, tables } from '@parley/dynamodb/tables';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { functionSpecs } from './function-specs';
import { synthesizedOnce } from './testing/synthesize';

const { template } = synthesizedOnce();

describe('data', () => {
  const resourceOf = { chat: /^DataChat/, connections: /^DataConnections/ };

  it.each(Object.keys(tables) as (keyof typeof tables)[])('makes the table %s as tables.ts says', (name) => {
    const { keySchema, attributeDefinitions, durable, stream, ttlAttribute }: Table = tables[name];
    const found = Object.entries(template.findResources('AWS::DynamoDB::GlobalTable'));
    expect(found).toHaveLength(Object.keys(tables).length);
    const [, table] = found.find(([id]) => resourceOf[name].test(id)) ?? [];
    expect(table).toMatchObject({ DeletionPolicy: durable ? 'Retain' : 'Delete' });
    expect(table?.['UpdateReplacePolicy']).toBe(durable ? 'Retain' : 'Delete');
    expect(table?.['Properties']).toEqual({
      KeySchema: keySchema,
      AttributeDefinitions: attributeDefinitions,
      BillingMode: 'PAY_PER_REQUEST',
      Replicas: [
        {
          Region: 'us-east-1',
          DeletionProtectionEnabled: durable,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: durable },
          Tags: [
            { Key: 'parley-part', Value: 'data' },
            { Key: 'parley-stage', Value: 'dev' },
          ],
        },
      ],
      ...(stream && { StreamSpecification: { StreamViewType: stream } }),
      ...(ttlAttribute && { TimeToLiveSpecification: { AttributeName: ttlAttribute, Enabled: true } }),
    });
  });

  it('keeps what people wrote: Chat is durable and has a stream', () => {
    expect(tables.chat).toMatchObject({ durable: true, stream: 'NEW_AND_OLD_IMAGES' });
  });
});

describe('identity', () => {
  it('signs in by SRP or a refresh token alone, without a secret, and tells nobody who has an account', () => {
    template.resourceCountIs('AWS::Cognito::UserPoolClient', 1);
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      GenerateSecret: false,
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
      AllowedOAuthFlowsUserPoolClient: false,
    });
  });

  it('[AUTH-7] lets an address count once its code was entered, and not before', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      Schema: Match.arrayWith([{ Name: 'email', Required: false, Mutable: true }]),
    });
  });

  it('keeps the pool, asks for a good password, and makes the profile once an address is confirmed', () => {
    const admit = { Ref: Match.stringLikeRegexp('^admitsignupFunctionLive') };
    const register = { Ref: Match.stringLikeRegexp('^registerpersonFunctionLive') };
    const limit = { Ref: Match.stringLikeRegexp('^limitsigninFunctionLive') };
    const issue = { Ref: Match.stringLikeRegexp('^issuetokenFunctionLive') };
    template.hasResource('AWS::Cognito::UserPool', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        DeletionProtection: 'ACTIVE',
        UsernameAttributes: ['email'],
        UsernameConfiguration: { CaseSensitive: false },
        Policies: {
          PasswordPolicy: {
            MinimumLength: 8,
            RequireLowercase: true,
            RequireUppercase: true,
            RequireNumbers: true,
            RequireSymbols: true,
          },
        },
        LambdaConfig: {
          PreSignUp: admit,
          PostConfirmation: register,
          PreAuthentication: limit,
          PostAuthentication: register,
          PreTokenGeneration: issue,
        },
      },
    });
  });
});

it.each(['admitsignup', 'registerperson', 'limitsignin', 'issuetoken'])(
  'lets the user pool call %s, and no other pool',
  (name) => {
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      Principal: 'cognito-idp.amazonaws.com',
      FunctionName: { Ref: Match.stringLikeRegexp(`^${name}FunctionLive`) },
      SourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^IdentityPool'), 'Arn'] },
    });
  },
);

describe('the queue of deliveries', () => {
  const queues = template.findResources('AWS::SQS::Queue');
  const idOf = (name: RegExp) => Object.keys(queues).find((id) => name.test(id)) ?? '';
  const [queue, dead] = [idOf(/^DeliveriesQueue/), idOf(/^DeliveriesDead/)];

  it('[DEL-5] keeps the order of each shard, with a limit for each shard alone', () => {
    expect(queues[queue]?.['Properties']).toMatchObject({
      FifoQueue: true,
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
    });
  });

  it('gives up what was tried five times, each try longer than a batch can take', () => {
    const { VisibilityTimeout, RedrivePolicy } = queues[queue]?.['Properties'] ?? {};
    expect(VisibilityTimeout).toBe(6 * functionSpecs.deliver.timeoutSeconds);
    expect(RedrivePolicy).toEqual({ deadLetterTargetArn: { 'Fn::GetAtt': [dead, 'Arn'] }, maxReceiveCount: 5 });
    expect(queues[dead]?.['Properties']).toMatchObject({ FifoQueue: true, MessageRetentionPeriod: 1_209_600 });
  });

  it.each([queue, dead])('is encrypted, at rest and on the way: %s', (id) => {
    expect(queues[id]?.['Properties']).toMatchObject({ SqsManagedSseEnabled: true });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      Queues: [{ Ref: id }],
      PolicyDocument: {
        Statement: [{ Action: 'sqs:*', Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
      },
    });
  });

  it('[DEL-2] goes to the function that delivers, ten at a time, and only what has failed comes again', () => {
    template.resourceCountIs('AWS::Lambda::EventSourceMapping', 3);
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [queue, 'Arn'] },
      FunctionName: aliasOf('deliver'),
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });
});

describe('what changes about who may come in', () => {
  it.each([
    ['closeconnections', 'LATEST', accessChangePatterns, 7_200],
    ['finishremovals', 'TRIM_HORIZON', removalPatterns, 86_400],
  ])(
    '[DEL-6] [AUTH-6] goes to %s by a reading of its own from %s on, as %j says, and comes again for %i s',
    (name, from, patterns, MaximumRecordAgeInSeconds) => {
      template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
        EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DataChat'), 'StreamArn'] },
        FunctionName: aliasOf(name),
        StartingPosition: from,
        FilterCriteria: { Filters: patterns.map((pattern) => ({ Pattern: JSON.stringify(pattern) })) },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        BisectBatchOnFunctionError: true,
        MaximumRecordAgeInSeconds,
      });
    },
  );
});

describe('the WebSocket API', () => {
  it('[F3] asks the authorizer on $connect, by the header that carries the token', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'REQUEST',
      IdentitySource: ['route.request.header.Sec-WebSocket-Protocol'],
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: '$connect', AuthorizationType: 'CUSTOM' });
  });

  it('[F14] gives every frame to one function', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', { RouteSelectionExpression: '$request.body.type' });
    expect(routeKeys().filter((key) => key.startsWith('$'))).toEqual(['$connect', '$default', '$disconnect']);
  });

  it('logs neither headers nor bodies, and takes no more than its share', () => {
    const stages = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
    expect(stages).toHaveLength(2);
    for (const { Properties } of stages) {
      expect(Properties.DefaultRouteSettings).toEqual({ ThrottlingBurstLimit: 500, ThrottlingRateLimit: 1_000 });
      const logged: string[] = Object.values(JSON.parse(Properties.AccessLogSettings.Format));
      expect(logged).toContain('$context.requestId');
      for (const value of logged) expect(value).not.toMatch(/header|protocol|querystring|body|authorizer/i);
    }
  });
});

describe('the HTTP API', () => {
  it('lets nobody in without a token of our pool for our client', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Audience: [{ Ref: Match.stringLikeRegexp('^IdentityPoolWeb') }],
        Issuer: {
          'Fn::Join': [
            '',
            ['https://cognito-idp.us-east-1.amazonaws.com/', { Ref: Match.stringLikeRegexp('^IdentityPool') }],
          ],
        },
      },
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: 'ANY /api/{proxy+}',
      AuthorizationType: 'JWT',
    });
  });

  it('leaves the two documents and a look at an invitation open, and nothing else', () => {
    const open = routeKeys('NONE').filter((key) => !key.startsWith('$'));
    expect(open).toEqual(['GET /api/asyncapi.json', 'GET /api/openapi.json', 'POST /api/invitations/look']);
  });
});

const routeKeys = (authorization?: string): string[] =>
  Object.values(template.findResources('AWS::ApiGatewayV2::Route'))
    .filter(({ Properties }) => authorization === undefined || Properties.AuthorizationType === authorization)
    .map(({ Properties }) => Properties.RouteKey)
    .sort();

/** A function's alias as a mapping names it: the function's name out of the alias's own, and `live`. */
const aliasOf = (id: string) => {
  const alias = { Ref: Match.stringLikeRegexp(`^${id}FunctionLive`) };
  return { 'Fn::Join': ['', [{ 'Fn::Select': [6, { 'Fn::Split': [':', alias] }] }, ':live']] };
};
