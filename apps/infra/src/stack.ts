import { CfnOutput, CrossStackReferences, ReferenceStrength, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AuditTrail } from './audit-trail';
import { budget, tags } from './budget';
import type { StageConfig } from './config';
import { Data } from './data';
import { Deliveries } from './deliveries';
import { Edge } from './edge/edge';
import { type Front, frontIn } from './edge/front';
import { healthCheck } from './edge/health-check';
import type { FunctionName } from './function-specs';
import { Http } from './http';
import { hostedPagesAt, Identity } from './identity';
import { allowPool, lambdaFunction } from './lambda-function';
import { Media } from './media';
import { namespaceOf } from './metrics';
import { Realtime } from './realtime';
import { Releases } from './releases';
import { Watching } from './watching/watching';

type ParleyStackProps = {
  config: StageConfig;
  /** The folder that holds `<app>/dist/<name>.mjs`. */
  bundles: string;
  /** What CloudFront is given from us-east-1, where this stack is elsewhere. Otherwise it is made here. */
  front?: Front | undefined;
};

/** The serverless Parley of one stage. */
export class ParleyStack extends Stack {
  /** The name by which people find the page. */
  readonly host: string;

  constructor(scope: Construct, id: string, { config, bundles, front: given }: ParleyStackProps) {
    super(scope, id, { env: { region: config.region }, description: `Parley, stage ${config.stage}` });
    // An export could not change as long as it is imported here, so what is given is asked for instead.
    CrossStackReferences.of(this).consume(ReferenceStrength.WEAK);

    // Functions need addresses, and addresses lead to functions. It is no cycle because an API, and a distribution in
    // front of it, exist without their routes, and an alarm knows functions by name: APIs first, then the distribution
    // and the alarms, the functions, the routes.
    const data = new Data(this, 'Data', config);
    const deliveries = new Deliveries(this, 'Deliveries');
    const realtime = new Realtime(this, 'Realtime', config);
    const http = new Http(this, 'Http', config);
    const front = given ?? frontIn({ firewall: this, certificate: this }, config);
    const edge = new Edge(this, 'Edge', { config, httpApi: http.api, socketApi: realtime.api, front });
    const { bucket: media } = new Media(this, 'Media', { config, origin: edge.origin, key: data.key });
    const watched = {
      stage: config.stage,
      httpApiId: http.api.apiId,
      socketApiId: realtime.api.apiId,
      chatTable: data.chat.tableName,
      connectionsTable: data.connections.tableName,
      ...deliveries.watched,
    };
    const { alarms, topic } = new Watching(this, 'Watching', { config, watched });
    this.host = edge.host;
    if (config.healthCheck && !given) healthCheck(this, 'SiteDown', { stage: config.stage, host: edge.host, topic });
    const releases = new Releases(this, 'Releases', { config, alarms });

    const { connectionsArn } = realtime;
    const { queue } = deliveries;
    const common = { config, bundles, data, queue, connectionsArn, releases };
    const trigger = (name: FunctionName, environment = {}) => lambdaFunction(this, { ...common, name, environment });

    const telemetry = (service: FunctionName) => ({
      POWERTOOLS_SERVICE_NAME: service, // of the logger, and of what each function counts by itself
      POWERTOOLS_METRICS_NAMESPACE: namespaceOf(config.stage),
    });
    const core = (service: FunctionName) => ({
      CHAT_TABLE: data.chat.tableName,
      CONNECTIONS_TABLE: data.connections.tableName,
      SOCKET_ENDPOINT: realtime.endpoint,
      DELIVERY_QUEUE_URL: queue.queueUrl,
      EPOCH: config.epoch,
      OWNER_EMAIL: config.ownerEmail,
      SIGN_UP: config.signUp,
      ...telemetry(service),
    });
    const throughEdge = { EDGE_SECRET: edge.secret };
    const door = { ALLOWED_ORIGINS: edge.origin, ...throughEdge };

    // Triggers know nothing of the pool, so the pool can name them.
    const register = trigger('register-person', core('register-person'));
    const admit = trigger('admit-sign-up', core('admit-sign-up'));
    const limit = trigger('limit-sign-in', core('limit-sign-in'));
    const issue = trigger('issue-token', core('issue-token'));
    const triggers = { register, admit, limit, issue };
    const identity = new Identity(this, 'Identity', { config, triggers, origin: edge.origin });
    const { pool, webClient } = identity;
    allowPool(this, register, 'register-person', pool.userPoolArn);
    allowPool(this, admit, 'admit-sign-up', pool.userPoolArn);
    allowPool(this, issue, 'issue-token', pool.userPoolArn);
    const lambda = (name: FunctionName, environment = {}) =>
      lambdaFunction(this, { ...common, name, environment, poolArn: pool.userPoolArn });
    const tokens = { USER_POOL_ID: pool.userPoolId, USER_POOL_CLIENT_ID: webClient.userPoolClientId };

    realtime.serve({
      authorize: lambda('authorize', { ...tokens, ...door, ...telemetry('authorize') }),
      connect: lambda('connect'),
      disconnect: lambda('disconnect', core('disconnect')),
      message: lambda('message', { ...core('message'), ...tokens }),
    });
    http.serve(
      {
        request: lambda('request', { ...core('request'), ...tokens, ...door }),
        documents: lambda('documents', throughEdge),
        look: lambda('look-at-invitation', { ...core('look-at-invitation'), ...door }),
      },
      identity,
    );

    deliveries.serve(lambda('deliver', core('deliver')));
    data.serveAccessChanges({
      close: lambda('close-connections', core('close-connections')),
      finish: lambda('finish-removals', { ...core('finish-removals'), ...tokens }),
    });

    if (config.auditTrail) new AuditTrail(this, 'AuditTrail', { config, chat: data.chat, web: edge.web, media });
    if (config.monthlyBudget > 0) budget(this, 'Budget', config);
    for (const part of this.node.children) Tags.of(part).add(tags.part, part.node.id.toLowerCase());

    // What uploading the web app, and its config.json, need to know; and where to look for what the replica had.
    const outputs = {
      Origin: edge.origin,
      WebBucket: edge.web.bucketName,
      DistributionId: edge.distribution.distributionId,
      UserPoolId: pool.userPoolId,
      UserPoolClientId: webClient.userPoolClientId,
      ...(config.google && { UserPoolDomain: hostedPagesAt(config.google, config.region) }),
      ...(config.replicaRegion !== undefined && { ReplicaRegion: config.replicaRegion }),
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
