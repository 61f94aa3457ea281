import {
  type App,
  CfnDeletionPolicy,
  CfnResource,
  CrossStackReferences,
  ReferenceStrength,
  Stack,
  Validations,
} from 'aws-cdk-lib';
import type { StageConfig } from '../config';
import { AlarmTopic } from '../watching/alarm-topic';
import { edgeRegion, type Front, frontIn } from './front';
import { healthCheck } from './health-check';

/**
 * What a stage elsewhere has to have in us-east-1: its firewall and its certificate, before its distribution, and what looks
 * at it from outside, after it. Each has a stack of its own, and has it even where it is off. CDK then deletes a stack that
 * holds nothing any more, after the main one has let go of what was in it; one that is no part of the app would stay and be
 * paid. Nothing is exported, which could not change while somebody imports it: who is told, asks as it is deployed.
 */
export class Apart {
  readonly front: Front;
  readonly #before: readonly { stack: Stack; isOn: boolean }[];
  readonly #outside: Stack;

  constructor(app: App, name: string, config: StageConfig) {
    const made = (part: string, what: string) =>
      new Stack(app, `${name}-${part}`, {
        env: { region: edgeRegion },
        description: `Parley, stage ${config.stage}: ${what}`,
      });
    const firewall = made('firewall', 'the firewall before CloudFront');
    const certificate = made('certificate', 'the certificate of its domain');
    this.#outside = made('outside', 'what looks at it from outside');
    this.front = frontIn({ firewall, certificate }, config);
    for (const one of certificate.node.findAll().filter(CfnResource.isCfnResource)) keepReplaced(one);
    this.#before = [
      { stack: firewall, isOn: config.firewall },
      { stack: certificate, isOn: config.domain !== undefined },
    ];
  }

  /** Puts the main stack in its place between them. */
  around(main: Stack, host: string, config: StageConfig): void {
    for (const { stack, isOn } of this.#before)
      if (isOn) main.addStackDependency(stack);
      else stack.addStackDependency(main);
    this.#outside.addStackDependency(main);
    CrossStackReferences.of(this.#outside).consume(ReferenceStrength.WEAK);
    if (config.healthCheck) {
      const topic = new AlarmTopic(this.#outside, 'Mail', config);
      healthCheck(this.#outside, 'SiteDown', { stage: config.stage, host, topic });
    }
    for (const { stack, isOn } of [...this.#before, { stack: this.#outside, isOn: config.healthCheck }])
      if (!isOn) Validations.of(stack).acknowledge(holdsNothing);
  }
}

/** Why a stack may be empty. */
export const holdsNothing = {
  id: 'CloudFormation-Validate::F0001',
  reason: 'CloudFormation is never shown a stack that holds nothing: CDK deletes it, or passes it over.',
};

/**
 * Of another name it is another certificate, and its stack is done before the distribution has let go of the old one, which
 * ACM would refuse to delete then. It stays, and costs nothing. With the domain it goes.
 */
const keepReplaced = (certificate: CfnResource): void => {
  certificate.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  const reason = 'What is replaced is kept because it is still in use; what is deleted is not.';
  Validations.of(certificate).acknowledge({ id: 'CloudFormation-Validate::W3011', reason });
};
