import { expect, it } from 'vitest';
import { stageConfig } from './config';
import { stages } from './stages';
import { configWith, toggles } from './testing/configurations';
import { type Synthesized, synthesizedAs } from './testing/synthesize';

const everything = synthesizedAs('everything', configWith(...toggles));
const all = [...stages.map(({ stage }) => synthesizedAs(stage, stageConfig(stage))), everything];

/** What stays when its stack goes, but for versions, which go with their function. */
const keptOf = ({ assembly }: Synthesized) =>
  assembly.stacks.flatMap(({ template }) =>
    Object.entries<{ Type: string; DeletionPolicy?: string; Properties?: Record<string, unknown> }>(
      template.Resources,
    ).flatMap(([id, { Type, DeletionPolicy, Properties = {} }]) =>
      DeletionPolicy?.startsWith('Retain') && Type !== 'AWS::Lambda::Version' ? [{ id, type: Type, Properties }] : [],
    ),
  );

it('names nothing that stays by a name which the next stack would give again: it could not be made twice', () => {
  const kept = all.flatMap(keptOf);
  expect(new Set(kept.map(({ type }) => type))).toEqual(
    new Set([
      'AWS::ApiGateway::Account',
      'AWS::Backup::BackupVault',
      'AWS::Cognito::UserPool',
      'AWS::DynamoDB::GlobalTable',
      'AWS::IAM::Role',
      'AWS::KMS::Key',
      'AWS::S3::Bucket',
    ]),
  );
  const names = kept.flatMap(({ id, Properties }) =>
    Object.entries(Properties).flatMap(([property, name]) => (/Name$/.test(property) ? [{ id, name }] : [])),
  );
  expect(names.length).toBeGreaterThan(0);
  // The stack's own id, or the name of a role, which CloudFormation makes up.
  for (const { id, name } of names) expect(JSON.stringify(name), id).toMatch(/"Ref":"(AWS::StackId|\w+Role\w+)"/);
});

it('gives a vault a name that AWS Backup takes, whatever the stage', () => {
  for (const { stage } of stages) expect(stage, 'counted by its hyphens').not.toContain('-');
  for (const { stage } of stages) expect(`parley-${stage}-copies-${'x'.repeat(13)}`.length).toBeLessThanOrEqual(50);
});
