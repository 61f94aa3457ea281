import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FunctionName, functionSpecs } from './function-specs';
import { synthesizedOnce } from './testing/synthesize';

type Statement = {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: Record<string, Record<string, unknown>>;
};

const { template, outdir } = synthesizedOnce();

const names = Object.keys(functionSpecs) as FunctionName[];
const functionOf = (name: string) => {
  const found = Object.values(template.findResources('AWS::Lambda::Function'));
  const match = found.find(({ Properties }) => Properties.Handler === `${name}.handler`);
  if (!match) throw new Error(`No function runs ${name}.`);
  return match;
};
const roleOf = (name: string): string => functionOf(name)['Properties'].Role['Fn::GetAtt'][0];
const statementsOf = (name: string): Statement[] =>
  Object.values(template.findResources('AWS::IAM::Policy'))
    .filter(({ Properties }) => Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === roleOf(name)))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
const actionsOf = ({ Action }: Statement): string[] => [Action].flat();
const assetOf = (name: string): string =>
  join(outdir, `asset.${functionOf(name)['Properties'].Code.S3Key.replace('.zip', '')}`);

it('deploys every function there is, and no other', () => {
  const handlers = Object.values(template.findResources('AWS::Lambda::Function')).map(
    ({ Properties }) => Properties.Handler,
  );
  expect(handlers.sort()).toEqual(names.map((name) => `${name}.handler`).sort());
});

describe.each(names)('%s', (name) => {
  it('is its bundle and nothing else, on the runtime it was built for', () => {
    expect(readdirSync(assetOf(name))).toEqual([`${name}.mjs`]);
    expect(functionOf(name)['Properties']).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
  });

  it('has a role of its own, without a policy of anybody else', () => {
    const sharing = names.filter((other) => roleOf(other) === roleOf(name));
    expect(sharing).toEqual([name]);
    const role = template.findResources('AWS::IAM::Role')[roleOf(name)];
    expect(Object.keys(role?.['Properties'])).toEqual(['AssumeRolePolicyDocument', 'Tags']);
  });

  it('may do named things to named resources; only connections and traces have no name yet', () => {
    const statements = statementsOf(name);
    expect(statements.length).toBeGreaterThan(0);
    for (const statement of statements) {
      expect(statement.Effect).toBe('Allow');
      expect(actionsOf(statement).join()).not.toContain('*');
      if (actionsOf(statement).includes('execute-api:ManageConnections'))
        for (const resource of [statement.Resource].flat())
          expect([ownSockets('POST'), ownSockets('DELETE')]).toContainEqual(resource);
      else if (statement.Resource === '*') expect(actionsOf(statement)).toEqual(tracing);
      else expect(JSON.stringify(statement.Resource)).not.toContain('*');
    }
  });

  it('is told what its handler reads, and nothing else', () => {
    const environment = Object.keys(functionOf(name)['Properties'].Environment?.Variables ?? {});
    expect(environment.sort()).toEqual(variablesReadBy(join(assetOf(name), `${name}.mjs`)));
  });
});

it.each([
  ['POST', ['message', 'request', 'register-person', 'deliver', 'close-connections', 'finish-removals']],
  ['DELETE', ['message', 'close-connections']],
] as const)('lets only those %s who have to, to the sockets of their own stage', (verb, allowed) => {
  const resource = JSON.stringify(ownSockets(verb));
  const able = names.filter((name) =>
    statementsOf(name).some(({ Resource }) => JSON.stringify([Resource].flat()).includes(resource)),
  );
  expect(able).toEqual(allowed);
});

it('lets those who serve requests ask things of the user pool, its triggers what each is for, and one finish a removal there', () => {
  const asking = names.filter((name) =>
    statementsOf(name)
      .flatMap(actionsOf)
      .some((action) => action.startsWith('cognito-idp:')),
  );
  expect(asking).toEqual([
    ...['message', 'request', 'register-person', 'admit-sign-up', 'issue-token', 'finish-removals'],
  ]);
});

it.each(['message', 'request'] as const)('lets %s make each call to Cognito that its bundle holds', (name) => {
  const bundle = readFileSync(join(assetOf(name), `${name}.mjs`), 'utf8');
  const made = poolCalls.filter((call) => bundle.includes(`"${call}"`)).map((call) => `cognito-idp:${call}`);
  const allowed = statementsOf(name)
    .flatMap(actionsOf)
    .filter((action) => action.startsWith('cognito-idp:'));
  expect(allowed.sort()).toEqual(made.sort());
});

it('[AUTH-8] lets the trigger that admits people look at an account and link to it, and do nothing else to the pool', () => {
  const asking = statementsOf('admit-sign-up').filter((one) => actionsOf(one).join().includes('cognito-idp:'));
  expect(asking.flatMap(actionsOf)).toEqual(['cognito-idp:AdminGetUser', 'cognito-idp:AdminLinkProviderForUser']);
  expect(asking.map(({ Resource }) => Resource)).toEqual([
    { 'Fn::GetAtt': [expect.stringMatching(/^IdentityPool/), 'Arn'] },
  ]);
});

it.each([
  [
    'register-person',
    [
      ...['AdminAddUserToGroup', 'AdminGetUser', 'AdminListGroupsForUser', 'AdminRemoveUserFromGroup'],
      ...['AdminSetUserPassword', 'AdminUserGlobalSignOut', 'CreateGroup'],
    ],
    ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
  ],
  ['limit-sign-in', [], ['UpdateItem']],
  ['issue-token', ['AdminGetUser'], ['BatchGetItem']],
] as const)(
  '[AUTH-9] [AUTH-10] lets the trigger %s ask the pool for %j, and the tables for %j',
  (name, pool, tables) => {
    const actions = (service: string) => [
      ...new Set(
        statementsOf(name)
          .flatMap(actionsOf)
          .filter((action) => action.startsWith(service))
          .map((action) => action.replace(service, '')),
      ),
    ];
    expect(actions('cognito-idp:').sort()).toEqual(pool);
    expect(actions('dynamodb:').sort()).toEqual(tables);
  },
);

it.each([
  ['close-connections', ['BatchGetItem']],
  ['finish-removals', ['BatchGetItem', 'DeleteItem', 'PutItem', 'Query', 'UpdateItem']],
] as const)(
  '[DEL-6] lets %s read the stream of what lasts, ask its table for %j, and put nothing into the stream',
  (name, onRows) => {
    const onChat = statementsOf(name).filter(({ Resource }) => JSON.stringify(Resource).includes('DataChat'));
    const onStream = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
    const allowed = [...onRows, ...onStream].map((action) => `dynamodb:${action}`);
    expect(onChat.flatMap(actionsOf).sort()).toEqual(allowed.sort());
  },
);

const queueActionsOf = (name: FunctionName): string[] =>
  statementsOf(name)
    .flatMap(actionsOf)
    .filter((action) => action.startsWith('sqs:'));

it('[DEL-2] lets those who write leave deliveries in the queue, one take them out, and nobody do both', () => {
  const using = names.filter((name) => queueActionsOf(name).length > 0);
  expect(Object.fromEntries(using.map((name) => [name, queueActionsOf(name)]))).toEqual({
    message: ['sqs:SendMessage'],
    request: ['sqs:SendMessage'],
    'register-person': ['sqs:SendMessage'],
    deliver: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
    'finish-removals': ['sqs:SendMessage'],
  });
});

it('keeps who serves people without an account from leases, and who closes connections from the limits of others', () => {
  const rowsOf = (name: string) =>
    statementsOf(name)
      .filter(({ Resource }) => JSON.stringify(Resource).includes('DataConnections'))
      .flatMap(({ Condition }) => Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']);
  expect(Object.fromEntries(names.map((name) => [name, rowsOf(name)]))).toEqual({
    authorize: [],
    connect: [],
    documents: [],
    message: [undefined],
    request: [undefined],
    'register-person': [undefined],
    disconnect: ['U#*'],
    deliver: ['U#*'],
    'close-connections': ['U#*'],
    'finish-removals': ['U#*'],
    'admit-sign-up': ['B#*'],
    'limit-sign-in': ['B#*'],
    'issue-token': [],
    'look-at-invitation': ['B#*'],
  });
});

it('keeps those who need some kinds of rows of what lasts from all others, and says who needs all', () => {
  const onChat = (name: string) =>
    statementsOf(name).filter(
      ({ Resource, Action }) =>
        JSON.stringify(Resource).includes('DataChat') &&
        !actionsOf({ Action } as Statement)
          .join()
          .includes('Stream'),
    );
  const rowsOf = (name: string) =>
    onChat(name).map((one) => [
      actionsOf(one).map((action) => action.replace('dynamodb:', '')),
      one.Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'],
    ]);
  expect(names.filter((name) => onChat(name).some(({ Condition }) => Condition === undefined))).toEqual([
    ...['message', 'request', 'register-person'],
  ]);
  const ofInvitations = ['I#*', 'K#*', 'P#*', 'WORKSPACE'];
  expect(Object.fromEntries(names.map((name) => [name, rowsOf(name)]))).toMatchObject({
    // Whoever holds a link lets nobody in by looking at it: it is noted who wishes to come, and nothing else is written.
    'look-at-invitation': [
      [['BatchGetItem', 'GetItem'], ofInvitations],
      [['PutItem'], ['W#*']],
    ],
    // Nobody without an account can make a person or an owner of themselves.
    'admit-sign-up': [
      [
        ['BatchGetItem', 'GetItem', 'Query'],
        [...ofInvitations, 'A#*', 'W#*', 'O#'],
      ],
      [['PutItem'], ['W#*']],
    ],
    deliver: [
      [
        ['BatchGetItem', 'GetItem', 'Query'],
        ['L#*', 'C#*', 'U#*'],
      ],
    ],
    // Closing takes nothing from anybody.
    'close-connections': [[['BatchGetItem'], ['P#*', 'U#*']]],
    // Who deleted their account leaves their channels; nothing of invitations, owners and who may come in.
    'finish-removals': [
      [
        ['BatchGetItem', 'Query'],
        ['P#*', 'U#*', 'C#*', 'L#*'],
      ],
      [
        ['DeleteItem', 'PutItem', 'UpdateItem'],
        ['P#*', 'U#*', 'C#*', 'L#*', 'H#*', 'DIRECTORY'],
      ],
    ],
  });
});

it('lets the function that delivers write nothing that people wrote', () => {
  const [chat] = statementsOf('deliver').filter(({ Resource }) => JSON.stringify(Resource).includes('DataChat'));
  expect(chat && actionsOf(chat)).toEqual(['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query']);
});

it.each(['authorize', 'connect', 'documents'] as const)('keeps %s away from data', (name) => {
  expect(statementsOf(name).flatMap(actionsOf)).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents', ...tracing]);
});

it.each(['message', 'request', 'register-person'] as const)(
  'lets %s make each call to DynamoDB that its bundle holds, and no other',
  (name) => {
    const bundle = readFileSync(join(assetOf(name), `${name}.mjs`), 'utf8');
    const made = dynamodbCalls.filter((call) => bundle.includes(`"${call}"`));
    const allowed = statementsOf(name)
      .flatMap(actionsOf)
      .filter((action) => action.startsWith('dynamodb:'))
      .map((action) => action.replace('dynamodb:', ''));
    expect([...new Set(allowed)].sort()).toEqual(made);
  },
);

/** What tracing asks for, on everything: X-Ray knows no narrower resource. */
const tracing = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];

/** Calls of an administrator of a pool, those that nobody here makes among them. */
const poolCalls = [
  'AdminAddUserToGroup',
  'AdminConfirmSignUp',
  'AdminCreateUser',
  'AdminDeleteUser',
  'AdminDisableUser',
  'AdminEnableUser',
  'AdminGetUser',
  'AdminInitiateAuth',
  'AdminLinkProviderForUser',
  'AdminListGroupsForUser',
  'AdminRemoveUserFromGroup',
  'AdminSetUserMFAPreference',
  'AdminSetUserPassword',
  'AdminUpdateUserAttributes',
  'AdminUserGlobalSignOut',
  'CreateGroup',
  'ListUsers',
];

/** Every call on rows; a transaction needs no permission beyond those for its parts. */
const dynamodbCalls = [
  'BatchExecuteStatement',
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'ExecuteStatement',
  'ExecuteTransaction',
  'GetItem',
  'PutItem',
  'Query',
  'Scan',
  'TransactGetItems',
  'UpdateItem',
];

const ownSockets = (verb: string) => {
  const apis = Object.entries(template.findResources('AWS::ApiGatewayV2::Api'));
  const [id] = apis.find(([, { Properties }]) => Properties.ProtocolType === 'WEBSOCKET') ?? [];
  const account = { Ref: 'AWS::AccountId' };
  const arn = ['arn:aws:execute-api:us-east-1:', account, ':', { Ref: id }, `/ws/${verb}/@connections/*`];
  return { 'Fn::Join': ['', arn] };
};

/** What a bundle starts without, and a deployment gives all the same, as the bundle refuses it. */
const spoilt = { EDGE_SECRET: 'too short' };
/** What Powertools reads itself. */
const ofPowertools = ['POWERTOOLS_SERVICE_NAME', 'POWERTOOLS_METRICS_NAMESPACE'];

/** Starts a bundle with nothing of use in its environment: it refuses, and names every variable that it misses. */
const variablesReadBy = (bundle: string): string[] => {
  const script = `await import(${JSON.stringify(bundle)})`;
  const started = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    env: spoilt,
    encoding: 'utf8',
  });
  const [, missing = ''] = /^Error: The environment is not complete\. (.*)$/m.exec(started.stderr) ?? [];
  expect(started.status === 0 || missing !== '', started.stderr).toBe(true);
  const read = missing.split('; ').map((problem) => problem.split(':')[0] ?? '');
  const source = readFileSync(bundle, 'utf8');
  read.push(...ofPowertools.filter((name) => source.includes(name)));
  return read.filter((name) => name !== '' && name !== 'AWS_REGION').sort(); // the region is Lambda's to say
};
