import type * as z from 'zod';
import { fromItem, type Item } from './attribute-values';
import type { Key } from './tables';

/** The key of a row that was read. */
export const keyOf = ({ PK, SK }: Item): Key => ({ PK: PK?.S ?? '', SK: SK?.S ?? '' });

/**
 * What a row holds, parsed; `fromKey` are the fields that stand in its key alone.
 * Throws an error that names the row when it is not what the schema says: never a silent cast.
 */
export const parseRow = <S extends z.ZodType>(schema: S, item: Item, fromKey: object = {}): z.output<S> => {
  const parsed = schema.safeParse({ ...fromItem(item), ...fromKey });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const { PK, SK } = keyOf(item);
  const where = issue?.path.join('.') || 'the row';
  throw new Error(`The row ${PK} ${SK} is broken: ${where}: ${issue?.message ?? 'is wrong'}`, { cause: parsed.error });
};
