import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** A row as DynamoDB speaks it. */
export type Item = Record<string, AttributeValue>;

/** A JSON value as an attribute. */
export const toValue = (value: unknown): AttributeValue => {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: value.toString() };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null) return { NULL: true };
  if (Array.isArray(value)) return { L: value.map(toValue) };
  if (typeof value === 'object') return { M: toItem(value) };
  throw new TypeError(`A ${typeof value} cannot be stored.`);
};

/** An object as a row; fields that are undefined are left out, as JSON does. */
export const toItem = (row: object): Item =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => (value === undefined ? [] : [[name, toValue(value)]])),
  );

/** An attribute as a JSON value. Sets and bytes are none. */
export const fromValue = (value: AttributeValue): unknown => {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.NULL !== undefined) return null;
  if (value.L !== undefined) return value.L.map(fromValue);
  if (value.M !== undefined) return fromItem(value.M);
  throw new TypeError(`An attribute of type ${Object.keys(value).join()} is not expected here.`);
};

/** A row as an object. */
export const fromItem = (item: Item): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, fromValue(value)]));
