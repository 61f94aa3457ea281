import { type App, Stack, Validations } from 'aws-cdk-lib';
import type { StageConfig } from './config';
import { dataKey } from './data-key';
import { holdsNothing } from './edge/apart';

type ReplicaKeyProps = {
  config: StageConfig;
  /** The stack of the table. */
  main: Stack;
  /** The region of the replica that is deployed by now, where somebody has looked. */
  was: string | undefined;
};

/**
 * The key of the replica's data, in the replica's region: a key knows one region only, and the table needs it to be there.
 * Where a replica was, or its key, and is wanted no more, its stack is there with nothing in it, after the table has let go:
 * CDK then deletes it. One that is no part of the app would stay.
 */
export const replicaKeyStack = (app: App, name: string, { config, main, was }: ReplicaKeyProps): void => {
  const { stage, customerKey, replicaRegion } = config;
  const isWanted = customerKey && replicaRegion !== undefined;
  const region = isWanted ? replicaRegion : was;
  if (region === undefined) return;
  const description = `Parley, stage ${stage}: the key of the replica`;
  const stack = new Stack(app, `${name}-replica-key`, { env: { region }, description });
  if (isWanted) {
    dataKey(stack, 'Key', stage);
    main.addStackDependency(stack);
  } else {
    stack.addStackDependency(main);
    Validations.of(stack).acknowledge(holdsNothing);
  }
};
