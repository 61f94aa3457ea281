import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { createApp } from '../app';
import type { StageConfig } from '../config';
import type { Template } from './fixed-prices';
import type { StageFacts } from './serverless-bill';

/** The templates of a stage, synthesized now from what is built, to be read: they lead to no deployment. */
export const templatesOf = (config: StageConfig): Template[] => {
  const outdir = mkdtempSync(join(tmpdir(), 'parley-cost-'));
  try {
    const { app } = createApp({ config, outdir, checked: false });
    app.synth();
    return templatesIn(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};

/** A rule that keeps copies for ever has no price that can be told: it does not parse. */
const BackupPlanProperties = z.object({
  BackupPlanRule: z.array(z.object({ Lifecycle: z.object({ DeleteAfterDays: z.number() }) })),
});

/** What CDK writes of a synth, as far as it is read here. */
const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({ properties: z.object({ templateFile: z.string().optional() }).optional() }),
  ),
});

/** The templates in a folder that was synthesized before: those of the last time, whatever was there already. */
export const templatesIn = (folder: string): Template[] => {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return Object.values(Manifest.parse(read('manifest.json')).artifacts).flatMap(({ properties }) =>
    properties?.templateFile === undefined ? [] : [read(properties.templateFile) as Template],
  );
};

/** X-Ray's own rule where nobody makes another: the first request of a second, and a twentieth of the others. */
const tracedByDefault = 0.05;

/** What of a stage changes the price of being used, read from its templates. */
export const factsOf = (templates: readonly Template[]): StageFacts => {
  const resources = templates.flatMap(({ Resources = {} }) => Object.values(Resources));
  const some = (type: string, holds: (properties: Record<string, unknown>) => boolean = () => true): boolean =>
    resources.some(({ Type, Properties = {} }) => Type === type && holds(Properties));
  const valuesOf = (type: string): Record<string, unknown>[] =>
    resources.flatMap(({ Type, Properties = {} }) => (Type === type ? [Properties] : []));
  const copies = valuesOf('AWS::DynamoDB::GlobalTable').map(({ Replicas }) =>
    Array.isArray(Replicas) ? Replicas.length : 1,
  );
  const kept = valuesOf('AWS::Backup::BackupPlan').flatMap(({ BackupPlan }) =>
    BackupPlanProperties.parse(BackupPlan).BackupPlanRule.map(({ Lifecycle }) => Lifecycle.DeleteAfterDays),
  );
  const isActive = ({ TracingConfig }: Record<string, unknown>) =>
    (TracingConfig as { Mode?: string } | undefined)?.Mode === 'Active';
  return {
    hasFirewall: some('AWS::WAFv2::WebACL'),
    hasThreatProtection: some('AWS::Cognito::UserPool', ({ UserPoolTier }) => UserPoolTier === 'PLUS'),
    tracedShare: some('AWS::Lambda::Function', isActive) ? tracedByDefault : 0,
    replicas: Math.max(1, ...copies) - 1,
    backupDays: kept.reduce((all, days) => all + days, 0),
  };
};
