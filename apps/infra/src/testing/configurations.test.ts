import { describe, expect, it } from 'vitest';
import { acceptedWildcards } from '../policy/accepted-wildcards';
import { isThat, unlistedIn, wildcardsIn } from '../policy/wildcards';
import { Template } from '../policy/template';
import { configurations } from './all-configurations';
import { combinations, toggles } from './configurations';

describe.each(configurations)('%s', (_, synthesized) => {
  it('synthesizes without a finding or a warning', () => {
    const { assembly } = synthesized();
    expect(assembly.stacks.flatMap(({ messages }) => messages)).toEqual([]);
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
