import { describe, expect, it } from 'vitest';
import { stageConfig } from '../config';
import { stages } from '../stages';
import { acceptedWildcards } from '../policy/accepted-wildcards';
import { isThat, unlistedIn, wildcardsIn } from '../policy/wildcards';
import { Template } from '../policy/template';
import { combinations, configWith, toggles } from './configurations';
import { type Synthesized, synthesizedAs } from './synthesize';

const configurations: [name: string, () => Synthesized][] = [
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

describe.each(configurations)('%s', (_, synthesized) => {
  it('synthesizes without a finding or a warning', () => {
    const { assembly } = synthesized();
    expect(assembly.stacks.flatMap(({ messages }) => messages)).toEqual([]);
  });

  it('takes no more than ten seconds', () => {
    expect(synthesized().cpuSeconds).toBeLessThan(10);
  });
});

it('sees any two toggles both on, both off, and each without the other', () => {
  for (const one of toggles)
    for (const other of toggles.filter((toggle) => toggle !== one)) {
      const seen = combinations.map((on) => `${on.includes(one)} ${on.includes(other)}`);
      const missing = ['true true', 'true false', 'false true', 'false false'].filter((pair) => !seen.includes(pair));
      expect(missing, `${one} and ${other}`).toEqual([]);
    }
});

it('allows a * for a reason that is written down, and writes down none that nothing needs', () => {
  const templates = configurations.flatMap(([, synthesized]) =>
    synthesized().assembly.stacks.map(({ template }) => Template.parse(template)),
  );
  expect(templates.flatMap(unlistedIn)).toEqual([]);
  const found = templates.flatMap(wildcardsIn);
  const unneeded = acceptedWildcards.filter((accepted) => !found.some((wildcard) => isThat(accepted, wildcard)));
  expect(unneeded).toEqual([]);
  for (const { reason } of acceptedWildcards) expect(reason).toMatch(/^[A-Z].+\.$/);
});
