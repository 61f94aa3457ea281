import { join } from 'node:path';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { App, type AppProps, Stack, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { acceptedFindings } from './accepted-findings';
import { tags } from './budget';
import type { StageConfig } from './config';
import { Apart } from './edge/apart';
import { edgeRegion } from './edge/front';
import { templateRules } from './policy/guard-rules';
import { listedWildcards } from './policy/listed-wildcards';
import { replicaKeyStack } from './replica-key-stack';
import { ParleyStack } from './stack';

const lambdaApps = join(import.meta.dirname, '../../lambda');

type ParleyAppProps = AppProps & {
  /** What to make, or what that is of the stage that CDK is asked for with `-c stage=…`: dev where it is not. */
  config: StageConfig | ((stage: unknown) => StageConfig);
  /** Whether what is found stops the synth, as it must wherever it leads to a deployment; it takes most of the time. */
  checked?: boolean;
};

/** The app with everything that is checked as it is synthesized. */
export const createApp = ({
  context,
  config: given,
  checked = true,
  ...props
}: ParleyAppProps): {
  app: App;
  stack: ParleyStack;
} => {
  const app = new App({
    analyticsReporting: false,
    builtinCloudFormationValidation: false, // it is among `templateRules`
    // CDK as it would be for a new project; what an upgrade's new flags change shows in `cdk diff`. Above all, findings
    // of CloudFormation's own rules stop the synth.
    context: { ...recommendedFlags, '@aws-cdk/core:validateAgainstDefaultRules': true, ...context },
    ...props,
  });
  const config = typeof given === 'function' ? given(app.node.tryGetContext('stage') ?? 'dev') : given;
  const name = `parley-${config.stage}`;
  const apart = config.region === edgeRegion ? undefined : new Apart(app, name, config);
  const stack = new ParleyStack(app, name, { config, bundles: lambdaApps, front: apart?.front });
  apart?.around(stack, stack.host, config);
  const was: unknown = app.node.tryGetContext('replica-was');
  replicaKeyStack(app, name, { config, main: stack, was: typeof was === 'string' ? was : undefined });
  Tags.of(app).add(tags.stage, config.stage);

  // A template does not say where it goes, and some of our rules are about that.
  for (const each of app.node.children.filter((child) => Stack.isStack(child))) each.addMetadata('Region', each.region);
  if (checked) Validations.of(app).addPlugins(new AwsSolutionsChecks(app), templateRules, listedWildcards);
  for (const { at, ...finding } of acceptedFindings(config))
    Validations.of(constructAt(stack, at)).acknowledge(finding);
  return { app, stack };
};

const constructAt = (stack: Stack, path: string): IConstruct =>
  path.split('/').reduce<IConstruct>((construct, id) => construct.node.findChild(id), stack);
