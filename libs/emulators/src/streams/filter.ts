/** What one field has to be: one of these values, or something that begins so, or there or not there. */
export type Match = string | number | boolean | null | { readonly prefix: string } | { readonly exists: boolean };
/** A filter pattern of an event source mapping, as far as it is played: a tree of fields with lists of matches at its ends. */
export type Pattern = { readonly [field: string]: Pattern | readonly Match[] };

const isMatched = (value: unknown, match: Match): boolean => {
  if (match === null || typeof match !== 'object') return value === match;
  if ('prefix' in match) return typeof value === 'string' && value.startsWith(match.prefix);
  return (value !== undefined) === match.exists;
};

const fieldOf = (record: unknown, field: string): unknown =>
  typeof record === 'object' && record !== null ? (record as Record<string, unknown>)[field] : undefined;

/** Whether a record fits: every field that the pattern names does (Lambda developer guide, filter rule syntax). */
export const matches = (record: unknown, pattern: Pattern): boolean =>
  Object.entries(pattern).every(([field, wanted]) => {
    const value = fieldOf(record, field);
    return isList(wanted) ? wanted.some((match) => isMatched(value, match)) : matches(value, wanted);
  });

const isList = (wanted: Pattern | readonly Match[]): wanted is readonly Match[] => Array.isArray(wanted);
