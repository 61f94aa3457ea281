import { describe, expect, it } from 'vitest';
import { createApp } from '../app';
import type { StageConfig } from '../config';
import { configWith } from '../testing/configurations';

type Resource = { Type: string; UpdateReplacePolicy?: string; Properties?: unknown };
type Stack = {
  name: string;
  dependencies: string[];
  resources: Record<string, Resource>;
  outputs: Record<string, { Value: unknown; Export?: unknown }>;
};

const other = { name: 'talk.example.com', zone: { id: 'Z0123456789EXAMPLE', name: 'example.com' } };
const front: Record<string, StageConfig> = {
  nothing: configWith(),
  'a firewall': configWith('firewall'),
  'a domain': configWith('domain', 'healthCheck'),
  'both and a look from outside': configWith('firewall', 'domain', 'healthCheck'),
  'another domain': { ...configWith('domain', 'healthCheck'), domain: other },
};
const names = Object.keys(front);

const made = new Map<string, Stack[]>();
/** The stacks of a configuration in the order in which CDK deploys them, synthesized once. */
const stacksOf = (name: string, region: string): Stack[] => {
  const key = `transition-${name.replaceAll(' ', '-')}-${region}`;
  const known = made.get(key);
  if (known) return known;
  const { app } = createApp({ config: { ...configWith(), ...front[name], region }, checked: false });
  const stacks = app.synth().stacks.map(({ stackName, dependencies, template }) => ({
    name: stackName,
    dependencies: dependencies.map(({ id }) => id).filter((id) => id.startsWith('parley-') && !id.endsWith('.assets')),
    resources: (template.Resources ?? {}) as Stack['resources'],
    outputs: (template.Outputs ?? {}) as Stack['outputs'],
  }));
  const ordered: Stack[] = [];
  while (ordered.length < stacks.length) {
    const next = stacks.find(
      (stack) => !ordered.includes(stack) && stack.dependencies.every((id) => ordered.some((done) => done.name === id)),
    );
    if (!next) throw new Error('The stacks wait for each other.');
    ordered.push(next);
  }
  made.set(key, ordered);
  return ordered;
};

/** What a stack asks of others: the output of which stack. */
const askedBy = ({ resources }: Stack) =>
  [...JSON.stringify(resources).matchAll(/"Fn::GetStackOutput":(\{[^}]*\})/g)].map(
    ([, found = '{}']) => JSON.parse(found) as { StackName: string; OutputName: string },
  );
const logicalIdOf = (output: unknown): string =>
  /"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/.exec(JSON.stringify(output))?.[1] ?? '';

/**
 * Plays what CloudFormation does: a stack after the other becomes what is wanted, and what it no longer holds it deletes at
 * once, which AWS refuses of what another stack still uses. Returns what goes wrong.
 */
const deployed = (before: Stack[], after: Stack[]): { problems: string[]; there: string[] } => {
  const there = new Map(
    before.filter(({ resources }) => Object.keys(resources).length > 0).map((one) => [one.name, one]),
  );
  const problems: string[] = [];
  for (const next of after) {
    const was = there.get(next.name);
    const users = [...there.values()].filter(({ name }) => name !== next.name);
    for (const user of users)
      for (const { StackName, OutputName } of askedBy(user)) {
        if (StackName !== next.name) continue;
        const id = logicalIdOf(was?.outputs[OutputName]?.Value);
        const [old, now] = [was?.resources[id], next.resources[id]];
        const isReplaced = now && JSON.stringify(now.Properties) !== JSON.stringify(old?.Properties);
        if (!now) problems.push(`${id} is deleted while ${user.name} uses it`);
        else if (isReplaced && now.UpdateReplacePolicy !== 'Retain')
          problems.push(`${id} is replaced while ${user.name} uses the old one`);
      }
    for (const { StackName, OutputName } of askedBy(next))
      if (!there.get(StackName)?.outputs[OutputName])
        problems.push(`${next.name} asks ${StackName} for what is not there`);
    if (Object.values(next.outputs).some(({ Export }) => Export)) problems.push(`${next.name} exports`);
    if (Object.keys(next.resources).length > 0) there.set(next.name, next);
    else there.delete(next.name); // as CDK does with a stack that holds nothing any more
  }
  return { problems, there: [...there.keys()].sort() };
};

describe.each(['us-east-1', 'eu-central-1'])('a stage in %s', (region) => {
  const pairs = names.flatMap((from) => names.filter((to) => to !== from).map((to): [string, string] => [from, to]));

  it.each(pairs)('goes from %s to %s in one deployment, and leaves no stack behind', (from, to) => {
    const { problems, there } = deployed(stacksOf(from, region), stacksOf(to, region));
    expect(problems).toEqual([]);
    const wanted = stacksOf(to, region).filter(({ resources }) => Object.keys(resources).length > 0);
    expect(there).toEqual(wanted.map(({ name }) => name).sort());
  });

  it.each(names)('can be made anew with %s', (name) => {
    expect(deployed([], stacksOf(name, region)).problems).toEqual([]);
  });
});

it('would notice what is deleted too early, and what nobody deletes', () => {
  const [certificate, main] = ['certificate', 'main'].map((name): Stack => {
    const resources = { Thing: { Type: 'AWS::X::Y' } };
    return { name, dependencies: [], resources, outputs: { Arn: { Value: { Ref: 'Thing' } } } };
  }) as [Stack, Stack];
  const asks = { 'Fn::GetStackOutput': { StackName: 'certificate', OutputName: 'Arn' } };
  const user = { ...main, resources: { User: { Type: 'AWS::X::Z', Properties: asks } } };
  const empty = { ...certificate, resources: {}, outputs: {} };
  expect(deployed([certificate, user], [empty, main]).problems).toEqual(['Thing is deleted while main uses it']);
  expect(deployed([certificate, user], [main, empty])).toEqual({ problems: [], there: ['main'] });
  expect(deployed([certificate, user], [main]).there).toEqual(['certificate', 'main']);
});
