import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat, CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import { LogGroupLogDestination, WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageConfig } from './config';

/**
 * The stage is the first part of the path, so CloudFront passes wss://<our domain>/ws on as it is. The web client, the
 * distribution's behaviour and this name agree on it.
 */
export const socketStage = 'ws';

// No header is logged: Sec-WebSocket-Protocol carries the token.
const accessLog = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  connectionId: '$context.connectionId',
  event: '$context.eventType',
  route: '$context.routeKey',
  status: '$context.status',
  error: '$context.error.responseType',
};

/** The WebSocket API. Functions need its address, so its routes come after them. */
export class Realtime extends Construct {
  readonly api: WebSocketApi;
  /** Where frames are posted: https://<api>.execute-api.<region>.amazonaws.com/ws. */
  readonly endpoint: string;
  /** What a call about this stage's connections is allowed on: one verb of one stage. */
  readonly connectionsArn: (verb: 'POST' | 'DELETE') => string;

  constructor(scope: Construct, id: string, { stage, logDays, throttle }: StageConfig) {
    super(scope, id);
    this.api = new WebSocketApi(this, 'Api', {
      apiName: `parley-${stage}-sockets`,
      routeSelectionExpression: '$request.body.type',
    });
    const logGroup = new LogGroup(this, 'AccessLogs', { retention: logDays, removalPolicy: RemovalPolicy.DESTROY });
    const deployed = new WebSocketStage(this, 'Stage', {
      webSocketApi: this.api,
      stageName: socketStage,
      autoDeploy: true,
      throttle: { rateLimit: throttle.requestsPerSecond, burstLimit: throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(JSON.stringify(accessLog)),
      },
    });
    deployed.node.addDependency(this.mayLog());
    this.endpoint = deployed.callbackUrl;
    this.connectionsArn = (verb) =>
      Stack.of(this).formatArn({
        service: 'execute-api',
        resource: this.api.apiId,
        resourceName: `${socketStage}/${verb}/@connections/*`,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      });
  }

  serve(functions: { authorize: IFunction; connect: IFunction; disconnect: IFunction; message: IFunction }): void {
    const route = (key: string, id: string, to: IFunction, authorizer?: WebSocketLambdaAuthorizer) =>
      // The integration's id must not be "Default": CDK drops that word from paths, and two ids would clash.
      this.api.addRoute(key, {
        integration: new WebSocketLambdaIntegration(id, to),
        ...(authorizer && { authorizer }),
      });
    const authorizer = new WebSocketLambdaAuthorizer('Authorizer', functions.authorize, {
      identitySource: ['route.request.header.Sec-WebSocket-Protocol'],
    });
    route('$connect', 'Connect', functions.connect, authorizer);
    route('$disconnect', 'Disconnect', functions.disconnect);
    // Every frame: no route is named after a type, the catalogue decides what exists.
    route('$default', 'Message', functions.message);
  }

  /**
   * A WebSocket stage writes access logs through one role for the whole account and region, and cannot be made without
   * it. It outlives the stack, since other APIs of the account may log through it by then.
   */
  private mayLog(): CfnAccount {
    const role = new Role(this, 'LogsRole', {
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonAPIGatewayPushToCloudWatchLogs')],
    });
    role.applyRemovalPolicy(RemovalPolicy.RETAIN);
    const account = new CfnAccount(this, 'Account', { cloudWatchRoleArn: role.roleArn });
    account.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return account;
  }
}
