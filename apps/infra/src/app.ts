import { join } from 'node:path';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { acceptedFindings } from './accepted-findings';
import { type StageConfig, stageConfig } from './config';
import { ParleyStack } from './stack';

const lambdaApps = join(import.meta.dirname, '../../lambda');

/** The app with everything that is checked at every synth. The stage comes from `-c stage=…`. */
export const createApp = ({ context, ...props }: AppProps = {}): { app: App; stack: ParleyStack } => {
  const app = new App({
    analyticsReporting: false,
    // CDK as it would be for a new project; what an upgrade's new flags change shows in `cdk diff`. Above all, findings
    // of CloudFormation's own rules stop the synth.
    context: { ...recommendedFlags, '@aws-cdk/core:validateAgainstDefaultRules': true, ...context },
    ...props,
  });
  const config: StageConfig = stageConfig(app.node.tryGetContext('stage') ?? 'dev');
  const stack = new ParleyStack(app, `parley-${config.stage}`, { config, bundles: lambdaApps });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  for (const { at, ...finding } of acceptedFindings(config))
    Validations.of(constructAt(stack, at)).acknowledge(finding);
  return { app, stack };
};

const constructAt = (stack: IConstruct, path: string): IConstruct =>
  path.split('/').reduce((construct, id) => construct.node.findChild(id), stack);
