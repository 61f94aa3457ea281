import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from './config';
import { Data } from './data';
import { Deliveries } from './deliveries';
import { Edge } from './edge/edge';
import type { FunctionName } from './function-specs';
import { Http } from './http';
import { Identity } from './identity';
import { allowPool, lambdaFunction } from './lambda-function';
import { Realtime } from './realtime';

/** The serverless Parley of one stage. */
export class ParleyStack extends Stack {
  constructor(scope: Construct, id: string, { config, bundles }: { config: StageConfig; bundles: string }) {
    super(scope, id, { env: { region: config.region }, description: `Parley, stage ${config.stage}` });

    // Functions need addresses, and addresses lead to functions. It is no cycle because an API, and a distribution in
    // front of it, exist without their routes: APIs first, then the distribution, the functions, the routes.
    const data = new Data(this, 'Data');
    const deliveries = new Deliveries(this, 'Deliveries');
    const realtime = new Realtime(this, 'Realtime', config);
    const http = new Http(this, 'Http', config);
    const edge = new Edge(this, 'Edge', { config, httpApi: http.api, socketApi: realtime.api });
    const origin = `https://${edge.distribution.distributionDomainName}`;

    const { connectionsArn } = realtime;
    const { queue } = deliveries;
    const common = { config, bundles, data, queue, connectionsArn };
    const trigger = (name: FunctionName, environment = {}) => lambdaFunction(this, { ...common, name, environment });

    const core = (service: FunctionName) => ({
      CHAT_TABLE: data.chat.tableName,
      CONNECTIONS_TABLE: data.connections.tableName,
      SOCKET_ENDPOINT: realtime.endpoint,
      DELIVERY_QUEUE_URL: queue.queueUrl,
      EPOCH: config.epoch,
      OWNER_EMAIL: config.ownerEmail,
      SIGN_UP: config.signUp,
      POWERTOOLS_SERVICE_NAME: service, // the logger's name
    });
    const origins = { ALLOWED_ORIGINS: origin };

    // The trigger knows nothing of the pool, so the pool can name it.
    const register = trigger('register-person', core('register-person'));
    const admit = trigger('admit-sign-up', core('admit-sign-up'));
    const identity = new Identity(this, 'Identity', { register, admit });
    const { pool, webClient } = identity;
    allowPool(this, admit, 'admit-sign-up', pool.userPoolArn);
    const lambda = (name: FunctionName, environment = {}) =>
      lambdaFunction(this, { ...common, name, environment, poolArn: pool.userPoolArn });
    const tokens = { USER_POOL_ID: pool.userPoolId, USER_POOL_CLIENT_ID: webClient.userPoolClientId };

    realtime.serve({
      authorize: lambda('authorize', { ...tokens, ...origins }),
      connect: lambda('connect'),
      disconnect: lambda('disconnect', core('disconnect')),
      message: lambda('message', { ...core('message'), ...tokens }),
    });
    http.serve(
      {
        request: lambda('request', { ...core('request'), ...tokens, ...origins }),
        documents: lambda('documents'),
        look: lambda('look-at-invitation', { ...core('look-at-invitation'), ...origins }),
      },
      identity,
    );

    deliveries.serve(lambda('deliver', core('deliver')));
    data.serveAccessChanges(lambda('close-connections', { ...core('close-connections'), ...tokens }));

    // What uploading the web app, and its config.json, need to know.
    const outputs = {
      Origin: origin,
      WebBucket: edge.web.bucketName,
      DistributionId: edge.distribution.distributionId,
      UserPoolId: pool.userPoolId,
      UserPoolClientId: webClient.userPoolClientId,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
