import { textOf } from '../policy/template';
import { listIn, recordIn, type Resource, type Resources, textIn } from './resources';

/** Something leads from one resource to another, under a name. */
export type Arrow = { from: string; to: string; label: string };

const fn = 'AWS::Lambda::Function';
const api = 'AWS::ApiGatewayV2::Api';
const tables = ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'];
const pool = 'AWS::Cognito::UserPool';
const queue = 'AWS::SQS::Queue';
const bucket = 'AWS::S3::Bucket';

const arrows = (from: readonly Resource[], to: readonly Resource[], label: string): Arrow[] =>
  from.flatMap((one) => to.map((other) => ({ from: one.id, to: other.id, label })));

const isWithin = (name: unknown, address: unknown): boolean => textOf(address).startsWith(`${textOf(name)}.`);

/** What the distribution passes on, by path. */
const ofPaths = ({ of, named }: Resources): Arrow[] =>
  of('AWS::CloudFront::Distribution').flatMap((distribution) => {
    const config = recordIn(distribution.properties['DistributionConfig']);
    const origins = listIn(config['Origins']).map(recordIn);
    const behaviours = [
      { PathPattern: '/', ...recordIn(config['DefaultCacheBehavior']) },
      ...listIn(config['CacheBehaviors']).map(recordIn),
    ];
    return behaviours.flatMap((behaviour) => {
      const origin = origins.find(({ Id }) => Id === recordIn(behaviour)['TargetOriginId']);
      const address = origin?.['DomainName'];
      // Or it has the bucket's name in it, where that is known before the bucket is.
      const buckets = of(bucket).filter(({ properties: { BucketName: name } }) => name && isWithin(name, address));
      return arrows(
        [distribution],
        [...named(address, api, bucket), ...buckets],
        textIn(recordIn(behaviour)['PathPattern']),
      );
    });
  });

/** Which function serves a route, and who is asked for whom. */
const ofRoutes = ({ of, named }: Resources): Arrow[] => [
  ...of('AWS::ApiGatewayV2::Route').flatMap(({ properties }) => {
    const integrations = named(properties['Target'], 'AWS::ApiGatewayV2::Integration');
    const serving = integrations.flatMap((each) => named(each.properties['IntegrationUri'], fn));
    return arrows(named(properties['ApiId'], api), serving, textIn(properties['RouteKey']));
  }),
  ...of('AWS::ApiGatewayV2::Authorizer').flatMap(({ properties }) => {
    const apis = named(properties['ApiId'], api);
    return [
      ...arrows(apis, named(properties['AuthorizerUri'], fn), 'who is it?'),
      ...arrows(apis, named(properties['JwtConfiguration'], pool), 'whose token?'),
    ];
  }),
];

/** What comes by itself: from a queue, from a table's stream, from the pool. */
const ofEvents = ({ of, named }: Resources): Arrow[] => [
  ...of('AWS::Lambda::EventSourceMapping').flatMap(({ properties }) =>
    arrows(
      named(properties['EventSourceArn'], queue, ...tables),
      named(properties['FunctionName'], fn),
      named(properties['EventSourceArn'], queue).length > 0 ? 'deliveries' : 'what changes about access',
    ),
  ),
  ...of(pool).flatMap((one) =>
    Object.entries(recordIn(one.properties['LambdaConfig'])).flatMap(([trigger, arn]) =>
      arrows([one], named(arn, fn), trigger),
    ),
  ),
  ...of(queue).flatMap((one) => arrows([one], named(one.properties['RedrivePolicy'], queue), 'what fails five times')),
];

const isWrite = /:(Put|Update|Delete|BatchWrite|Send)/;
const isRead = /:(Get|BatchGet|Query)/;

/** What a function may do, by its role: the arrows of its policy's statements. */
const ofPermissions = ({ of, named }: Resources): Arrow[] =>
  of('AWS::IAM::Policy').flatMap(({ properties }) => {
    const roles = named(properties['Roles'], 'AWS::IAM::Role').map(({ id }) => id);
    const functions = of(fn).filter((one) =>
      named(one.properties['Role'], 'AWS::IAM::Role').some(({ id }) => roles.includes(id)),
    );
    const statements = listIn(recordIn(properties['PolicyDocument'])['Statement']).map(recordIn);
    return statements.flatMap((statement) => {
      const actions = listIn(statement['Action']).map(textIn);
      const on = statement['Resource'];
      const [writes, reads] = [isWrite, isRead].map((verb) => actions.some((action) => verb.test(action)));
      const verbs = [reads && 'reads', writes && 'writes'].filter(Boolean).join(', ');
      return [
        ...(actions.includes('execute-api:ManageConnections') ? arrows(functions, named(on, api), 'frames') : []),
        ...(verbs ? arrows(functions, named(on, ...tables), verbs) : []),
        ...(actions.includes('sqs:SendMessage') ? arrows(functions, named(on, queue), 'what is left to deliver') : []),
        ...(actions.some((action) => action.startsWith('cognito-idp:'))
          ? arrows(functions, named(on, pool), 'accounts')
          : []),
      ];
    });
  });

/** The same way twice is one arrow, with both names. */
const merged = (all: readonly Arrow[]): Arrow[] => {
  const byWay = new Map<string, Arrow>();
  for (const arrow of all) {
    const way = `${arrow.from} ${arrow.to}`;
    const known = byWay.get(way);
    if (!known) byWay.set(way, arrow);
    else if (!known.label.split(', ').includes(arrow.label))
      byWay.set(way, { ...known, label: `${known.label}, ${arrow.label}` });
  }
  return [...byWay.values()];
};

/** The way of a request: from the page's address to the functions. */
export const requestArrows = (resources: Resources): Arrow[] => merged([...ofPaths(resources), ...ofRoutes(resources)]);

/** What functions hold, leave and hear of. */
export const dataArrows = (resources: Resources): Arrow[] =>
  merged([...ofEvents(resources), ...ofPermissions(resources)]);
