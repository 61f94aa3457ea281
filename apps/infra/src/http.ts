import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageConfig } from './config';
import type { Identity } from './identity';

const accessLog = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  error: '$context.error.responseType',
};

/** The HTTP API. Without CORS: the page comes from the same origin. */
export class Http extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { stage, logDays, throttle }: StageConfig) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', { apiName: `parley-${stage}-http`, createDefaultStage: false });
    const logGroup = new LogGroup(this, 'AccessLogs', { retention: logDays, removalPolicy: RemovalPolicy.DESTROY });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default', // the one stage that is no part of the path
      autoDeploy: true,
      throttle: { rateLimit: throttle.requestsPerSecond, burstLimit: throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(JSON.stringify(accessLog)),
      },
    });
  }

  serve(
    { request, documents, look }: { request: IFunction; documents: IFunction; look: IFunction },
    { pool, webClient }: Identity,
  ): void {
    this.api.addRoutes({
      path: '/api/{proxy+}',
      methods: [HttpMethod.ANY],
      integration: new HttpLambdaIntegration('Request', request),
      authorizer: new HttpUserPoolAuthorizer('Authorizer', pool, { userPoolClients: [webClient] }),
    });
    // A named path wins over {proxy+}. The protocol is no secret.
    const integration = new HttpLambdaIntegration('Documents', documents);
    for (const path of ['/api/openapi.json', '/api/asyncapi.json'])
      this.api.addRoutes({ path, methods: [HttpMethod.GET], integration });
    // Who was invited has no account yet.
    this.api.addRoutes({
      path: '/api/invitations/look',
      methods: [HttpMethod.POST],
      integration: new HttpLambdaIntegration('Look', look),
    });
  }
}
