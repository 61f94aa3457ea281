import { stageConfig } from '../config';
import { stages } from '../stages';
import { combinations, configWith } from './configurations';
import { type Synthesized, synthesizedAs } from './synthesize';

/** Every stage, and the toggles' combinations, each by a name and synthesized where somebody asks. */
export const configurations: readonly [name: string, () => Synthesized][] = [
  ...stages.map(({ stage }): [string, () => Synthesized] => [
    `the stage ${stage}`,
    () => synthesizedAs(stage, stageConfig(stage)),
  ]),
  ['nothing', () => synthesizedAs('nothing', configWith())],
  ...combinations.map((on, nth): [string, () => Synthesized] => [
    on.join(' '),
    () => synthesizedAs(nth === 0 ? 'everything' : `combination-${nth}`, configWith(...on)),
  ]),
];
