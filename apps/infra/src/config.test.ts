import { expect, it } from 'vitest';
import { stageConfig } from './config';

it('knows the dev stage', () => {
  expect(stageConfig('dev')).toMatchObject({ stage: 'dev', region: 'us-east-1' });
});

it.each(['prd', '', undefined])('refuses the stage %j and says which there are', (name) => {
  expect(() => stageConfig(name)).toThrow(/There is no stage .+ There is: dev, staging, prod\./);
});
