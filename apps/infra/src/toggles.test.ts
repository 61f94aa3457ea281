import { expect, it } from 'vitest';
import { createApp } from './app';
import { configWith, type Toggle, toggles } from './testing/configurations';

type Resource = { Type: string; DeletionPolicy?: string; Properties?: Record<string, unknown> };
type Resources = Record<string, Resource>;

/** What holds what cannot be made again, and its properties that CloudFormation knows no change of but another resource. */
const lasting: Record<string, readonly string[]> = {
  'AWS::Backup::BackupVault': ['BackupVaultName', 'EncryptionKeyArn'],
  'AWS::Cognito::UserPool': [],
  'AWS::Cognito::UserPoolClient': ['UserPoolId', 'GenerateSecret'],
  'AWS::DynamoDB::GlobalTable': ['TableName'],
  'AWS::KMS::Key': [],
  'AWS::S3::Bucket': ['BucketName', 'BucketNamePrefix'],
  'AWS::SQS::Queue': ['QueueName', 'FifoQueue'],
};

// Another region is another stage: nothing of the one before is in it.
const changeable = toggles.filter((toggle) => toggle !== 'region');
const resourcesWith = (...on: readonly Toggle[]): Resources => {
  const { app, stack } = createApp({ config: configWith(...on), checked: false });
  return app.synth().getStackByName(stack.stackName).template.Resources as Resources;
};
const all = resourcesWith(...changeable);
const without = new Map(
  changeable.map((toggle) => [toggle, resourcesWith(...changeable.filter((one) => one !== toggle))]),
);
const lastingOf = (resources: Resources) => Object.entries(resources).filter(([, { Type }]) => Type in lasting);

it.each(changeable)('keeps what lasts where it is as %s goes on or off', (toggle) => {
  const after = without.get(toggle) ?? {};
  const both = lastingOf(all).filter(([id]) => id in after);
  expect(both.length).toBeGreaterThan(8);
  for (const [id, { Type, Properties = {} }] of both)
    for (const property of lasting[Type] ?? [])
      expect(after[id]?.Properties?.[property], `${id} ${property}`).toEqual(Properties[property]);
});

it.each(changeable)(
  'lets %s go on and off as often as somebody likes: what stays of it takes no name twice',
  (toggle) => {
    const after = without.get(toggle) ?? {};
    const onlyIn = (some: Resources, other: Resources) => Object.keys(some).filter((id) => !(id in other));
    for (const [some, other] of [
      [all, after],
      [after, all],
    ] as const)
      for (const [id, { Type, DeletionPolicy, Properties = {} }] of lastingOf(some).filter(
        ([one]) => !(one in other),
      )) {
        expect(DeletionPolicy, id).toBe('Retain');
        const names = Object.entries(Properties).filter(([property]) => /(^|[a-z])Name$/.test(property));
        // A name made of what comes and goes with it, and is another one each time.
        const madeNew = onlyIn(some, other).filter((one) => some[one]?.DeletionPolicy === undefined);
        for (const [, name] of names)
          expect(
            madeNew.some((one) => JSON.stringify(name).includes(`{"Ref":"${one}"}`)),
            `${Type} ${id}: ${JSON.stringify(name)}`,
          ).toBe(true);
      }
  },
);

it('has seen each kind of what lasts, and some of it go', () => {
  expect(new Set(lastingOf(all).map(([, { Type }]) => Type))).toEqual(new Set(Object.keys(lasting)));
  const gone = changeable.filter((toggle) => lastingOf(all).some(([id]) => !(id in (without.get(toggle) ?? {}))));
  expect(gone).toEqual(['customerKey', 'dailyBackups', 'auditTrail']);
});
