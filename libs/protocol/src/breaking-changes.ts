/**
 * What would break the other end, between two JSON Schemas of one thing: the golden one, which clients out there were
 * built with, and today's. What is `asked` comes from them, what is `said` goes to them. Additions break nobody; what
 * exists stays as it is, except that a request may become more lenient.
 */
export type Direction = 'asked' | 'said';
type Schema = Record<string, unknown>;

const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectIn = (schema: Schema, keyword: string): Schema => {
  const value = schema[keyword];
  return isObject(value) ? value : {};
};
const listIn = (schema: Schema, keyword: string): unknown[] => {
  const value = schema[keyword];
  return Array.isArray(value) ? value : [];
};
const json = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

const floors = ['minimum', 'minLength', 'minItems'];
const ceilings = ['maximum', 'maxLength', 'maxItems'];
/** Whether a limit on what is asked became wider, or went away. */
const isLooser = (keyword: string, was: unknown, is: unknown): boolean => {
  if (typeof was !== 'number' || (is !== undefined && typeof is !== 'number')) return false;
  if (floors.includes(keyword)) return is === undefined || is <= was;
  return ceilings.includes(keyword) && (is === undefined || is >= was);
};

/** The constants by which a choice's alternatives are told apart: `kind`, `type`. */
const tagOf = (alternative: unknown): string => {
  if (!isObject(alternative)) return '';
  const tags = Object.entries(objectIn(alternative, 'properties')).flatMap(([name, property]) =>
    isObject(property) && property['const'] !== undefined ? [`${name}=${json(property['const'])}`] : [],
  );
  return tags.join(' ');
};

const choices = ['anyOf', 'oneOf'];
// These have comparisons of their own below; descriptions bind nobody.
const handled = new Set(['properties', 'required', 'items', 'enum', 'description', 'title', 'examples', ...choices]);

const ofFields = (was: Schema, is: Schema, direction: Direction, path: string): string[] => {
  const [before, now] = [objectIn(was, 'properties'), objectIn(is, 'properties')];
  const [neededBefore, neededNow] = [listIn(was, 'required'), listIn(is, 'required')];
  const fields = Object.keys(before).flatMap((name) =>
    name in now ? breakingChanges(before[name], now[name], direction, `${path}.${name}`) : [`${path}.${name} vanished`],
  );
  const required =
    direction === 'asked'
      ? neededNow.filter((name) => !neededBefore.includes(name)).map((name) => `${path}.${name} became required`)
      : neededBefore
          .filter((name) => String(name) in now && !neededNow.includes(name))
          .map((name) => `${path}.${name} may be missing now`);
  return [...fields, ...required];
};

const ofValues = (was: Schema, is: Schema, direction: Direction, path: string): string[] => {
  const [before, now] = [listIn(was, 'enum'), listIn(is, 'enum')];
  const gone = before.filter((value) => !now.includes(value)).map((value) => `${path} has no ${json(value)} any more`);
  // Readers with a default fall back to it; others would refuse the whole.
  const mayGrow = direction === 'asked' || was['default'] !== undefined;
  const come = now.filter((value) => !before.includes(value)).map((value) => `${path} has a new value ${json(value)}`);
  return mayGrow && before.length > 0 ? gone : [...gone, ...come];
};

const ofChoice = (was: Schema, is: Schema, keyword: string, direction: Direction, path: string): string[] => {
  const [before, now] = [listIn(was, keyword), listIn(is, keyword)];
  // Untagged alternatives are told apart by their place.
  const twinOf = (alternative: unknown, at: number) => {
    const tag = tagOf(alternative);
    return tag === '' ? now[at] : now.find((other) => tagOf(other) === tag);
  };
  const changed = before.flatMap((alternative, at) => {
    const [twin, name] = [twinOf(alternative, at), `${path}(${tagOf(alternative) || at})`];
    return twin === undefined ? [`${name} vanished`] : breakingChanges(alternative, twin, direction, name);
  });
  const isOpen = direction === 'asked' || [...before, ...now].every((alternative) => tagOf(alternative) !== '');
  if (before.length > 0 && (isOpen || now.length <= before.length)) return changed;
  return now.length > before.length ? [...changed, `${path} has a new alternative`] : changed;
};

export const breakingChanges = (was: unknown, is: unknown, direction: Direction, path: string): string[] => {
  if (!isObject(was) || !isObject(is))
    return json(was) === json(is) ? [] : [`${path} changed from ${json(was)} to ${json(is)}`];
  const keywords = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((keyword) => !handled.has(keyword));
  const plain = keywords
    .filter((keyword) => json(was[keyword]) !== json(is[keyword]))
    .filter((keyword) => !(direction === 'asked' && isLooser(keyword, was[keyword], is[keyword])))
    .map((keyword) => `${path}: ${keyword} changed from ${json(was[keyword])} to ${json(is[keyword])}`);
  return [
    ...plain,
    ...ofFields(was, is, direction, path),
    ...ofValues(was, is, direction, path),
    ...choices.flatMap((keyword) => ofChoice(was, is, keyword, direction, path)),
    ...('items' in was || 'items' in is ? breakingChanges(was['items'], is['items'], direction, `${path}[]`) : []),
  ];
};
