import type { Template } from '../cost/fixed-prices';

type Properties = Record<string, unknown>;
export type Resource = { id: string; type: string; properties: Properties };

/** Every resource of a stage, and what leads from one to another. */
export const resourcesOf = (templates: readonly Template[]) => {
  const byId = new Map(
    templates.flatMap(({ Resources = {} }) =>
      Object.entries(Resources).map(([id, { Type, Properties = {} }]): [string, Resource] => [
        id,
        { id, type: Type, properties: Properties },
      ]),
    ),
  );

  /** Whatever these properties name, in their order: `Ref`, `Fn::GetAtt`, and the names in a `Fn::Sub`. */
  const namedIn = (value: unknown): Resource[] => {
    if (Array.isArray(value)) return value.flatMap(namedIn);
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) => {
      const id = key === 'Ref' ? inner : key === 'Fn::GetAtt' && Array.isArray(inner) ? inner[0] : undefined;
      const found = typeof id === 'string' ? byId.get(id) : undefined;
      return found ? [behind(found)] : namedIn(inner);
    });
  };
  // An alias and a version stand for their function.
  const behind = (resource: Resource): Resource => {
    if (!/^AWS::Lambda::(Alias|Version)$/.test(resource.type)) return resource;
    return namedIn(resource.properties['FunctionName'])[0] ?? resource;
  };

  const of = (type: string): Resource[] => [...byId.values()].filter((resource) => resource.type === type);
  const named = (value: unknown, ...types: string[]): Resource[] =>
    namedIn(value).filter(({ type }) => types.includes(type));
  return { of, named, all: [...byId.values()] };
};
export type Resources = ReturnType<typeof resourcesOf>;

/** A record within properties; empty where there is none. */
export const recordIn = (value: unknown): Properties =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Properties) : {};
export const listIn = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');
