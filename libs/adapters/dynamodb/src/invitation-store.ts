import {
  type AttributeValue,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type TransactWriteItem,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type Admission, admissionBy, type InvitationStore, placeOf } from '@parley/core';
import { ConversationId, Invitation, InvitationId, InvitedRole, PersonId } from '@parley/protocol';
import * as z from 'zod';
import { type Item, toItem, toValue } from './attribute-values';
import { batchGet } from './batch-get';
import type { Connected } from './connected';
import { query } from './query';
import { retrying } from './retry';
import { keyOf, parseRow } from './row';
import { type Key, keys } from './tables';
import { failed, writeTogether } from './transaction';

const AdmissionRow = z.object({
  invitationId: InvitationId,
  invitedBy: PersonId,
  role: InvitedRole,
  conversations: z.array(ConversationId),
  expiresAt: z.int(),
});
const WishRow = z.object({ until: z.int() });
const TokenRow = z.object({ invitationId: InvitationId });
/** The hash of the token that leads to an invitation, on its own row, so that the next one finds it. */
const Pointing = z.object({ tokenHash: z.string().optional() });
/** Of an admission: whether it is still the one that is to be replaced. */
const same = '(#invitationId = :id AND #expiresAt = :at)';
const sameAs = ({ invitationId, expiresAt }: Admission) => ({ id: invitationId, at: expiresAt });
/** Only retries of one request set a token of one invitation at once. */
const tokenTries = 5;

const invitationOf = (item: Item): Invitation => parseRow(Invitation, item, { id: keyOf(item).PK.slice('I#'.length) });
/** Behind every place of a list that begins with digits. */
const last = ':';

export const invitationStore = (connected: Connected): InvitationStore => {
  const { client, tables } = connected;
  const table = tables.chat;

  const read = async (key: Key): Promise<Item | undefined> => {
    const get = new GetItemCommand({ TableName: table, Key: toItem(key), ConsistentRead: true });
    return (await retrying(connected, () => client.send(get))).Item;
  };
  const put = (row: object): TransactWriteItem => ({ Put: { TableName: table, Item: toItem(row) } });
  const isNew = { ConditionExpression: 'attribute_not_exists(PK)' };
  const names = (...all: string[]) => Object.fromEntries(all.map((name) => [`#${name}`, name]));
  const values = (all: Record<string, unknown>): Record<string, AttributeValue> =>
    Object.fromEntries(Object.entries(all).map(([name, value]) => [`:${name}`, toValue(value)]));
  const admissionRow = (email: string, admission: Admission) => ({ ...keys.admission(email), ...admission });

  /** Lets an address in that nothing lets in, or only what is to be replaced. */
  const letIn = (row: object, replaced: Admission | undefined): TransactWriteItem => ({
    Put: {
      TableName: table,
      Item: toItem(row),
      ConditionExpression: `attribute_not_exists(PK)${replaced ? ` OR ${same}` : ''}`,
      ...(replaced && {
        ExpressionAttributeNames: names('invitationId', 'expiresAt'),
        ExpressionAttributeValues: values(sameAs(replaced)),
      }),
    },
  });

  /** A token in place of `was`, whose row goes: a retry leaves nothing behind that still leads in. */
  const tokenItems = (id: string, hash: string, was: string | undefined): TransactWriteItem[] => [
    {
      Update: {
        TableName: table,
        Key: toItem(keys.invitation(id)),
        UpdateExpression: 'SET #tokenHash = :hash',
        ConditionExpression: `attribute_exists(PK) AND ${was ? '#tokenHash = :was' : 'attribute_not_exists(#tokenHash)'}`,
        ExpressionAttributeNames: names('tokenHash'),
        ExpressionAttributeValues: values({ hash, ...(was && { was }) }),
      },
    },
    put({ ...keys.invitationToken(hash), invitationId: id }),
    ...(was ? [{ Delete: { TableName: table, Key: toItem(keys.invitationToken(was)) } }] : []),
  ];

  /** Takes an admission away that this invitation gave, or none. */
  const takeAdmission = (email: string, invitationId: string, orNone: boolean): TransactWriteItem => ({
    Delete: {
      TableName: table,
      Key: toItem(keys.admission(email)),
      ConditionExpression: `${orNone ? 'attribute_not_exists(PK) OR ' : ''}#invitationId = :id`,
      ExpressionAttributeNames: names('invitationId'),
      ExpressionAttributeValues: values({ id: invitationId }),
    },
  });

  const get: InvitationStore['get'] = async (ids) =>
    (await batchGet(connected, table, ids.map(keys.invitation))).map(invitationOf);

  return {
    create: async (invitation, replaced) => {
      const { id, email, createdBy, expiresAt, ...rest } = invitation;
      const place = placeOf(invitation);
      const row = { ...keys.invitation(id), ...rest, email, createdBy, expiresAt };
      const items: TransactWriteItem[] = [
        { Put: { TableName: table, Item: toItem(row), ...isNew } },
        put(keys.invitationPlace(undefined, place)),
        put(keys.invitationPlace(createdBy, place)),
        ...(email === undefined ? [] : [letIn(admissionRow(email, admissionBy(invitation, expiresAt)), replaced)]),
      ];
      const written = await writeTogether(connected, items, ([row, , , admission]) => {
        if (row && failed(row)) return 'known' as const;
        return admission && failed(admission) ? ('let_in' as const) : undefined;
      });
      return written === 'written' ? 'created' : written;
    },

    setToken: async (id, hash) => {
      for (let nth = 0; nth < tokenTries; nth += 1) {
        const row = await read(keys.invitation(id));
        const was = row && parseRow(Pointing, row).tokenHash;
        if (!row || was === hash) return;
        const written = await writeTogether(connected, tokenItems(id, hash, was), (reasons) =>
          reasons.some(failed) ? 'moved' : undefined,
        );
        if (written === 'written') return;
      }
      throw new Error(`The invitation ${id} was given ${tokenTries} other tokens meanwhile.`);
    },

    get,

    byToken: async (hash) => {
      const found = await read(keys.invitationToken(hash));
      if (!found) return undefined;
      const [invitation] = await get([parseRow(TokenRow, found).invitationId]);
      return invitation;
    },

    list: async (createdBy, { since, before, limit }) => {
      const at = (place: string) => keys.invitationPlace(createdBy, place);
      const { PK, SK: from } = at(placeOf({ id: '', createdAt: Math.max(0, since) }));
      const rows = await query(connected, {
        ...{ table, PK, between: [from, at(last).SK], limit, descending: true },
        after: before === undefined ? undefined : at(before),
      });
      return rows.map((row) => {
        const place = keyOf(row).SK.slice('I#'.length);
        return { id: place.slice(place.indexOf('#') + 1), place };
      });
    },

    revoke: async (id, at) => {
      const [invitation] = await get([id]);
      if (!invitation) return undefined;
      if (invitation.email !== undefined)
        await writeTogether(connected, [takeAdmission(invitation.email, id, true)], (reasons) =>
          reasons.some(failed) ? 'let in by another' : undefined,
        );
      const update = new UpdateItemCommand({
        TableName: table,
        Key: toItem(keys.invitation(id)),
        UpdateExpression: 'SET #revokedAt = if_not_exists(#revokedAt, :at)',
        ConditionExpression: 'attribute_exists(PK)',
        ExpressionAttributeNames: names('revokedAt'),
        ExpressionAttributeValues: values({ at }),
        ReturnValues: 'ALL_NEW',
      });
      const { Attributes } = await retrying(connected, () => client.send(update));
      return Attributes && invitationOf(Attributes);
    },

    wish: async (email, id, until) => {
      const put = new PutItemCommand({
        TableName: table,
        Item: toItem({ ...keys.wish(email, id), until, ttl: Math.ceil(until / 1_000) }),
        ConditionExpression: 'attribute_not_exists(PK) OR #until < :until',
        ExpressionAttributeNames: names('until'),
        ExpressionAttributeValues: values({ until }),
      });
      try {
        await retrying(connected, () => client.send(put));
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },

    wishes: async (email, now) => {
      const rows = await query(connected, { table, PK: keys.wish(email, '').PK });
      return rows
        .map((row) => ({ id: keyOf(row).SK.slice('I#'.length), ...parseRow(WishRow, row) }))
        .filter(({ until }) => until > now)
        .sort((a, b) => b.until - a.until)
        .map(({ id }) => id);
    },

    reserve: async (invitation, email, now, until, replaced) => {
      const row = toItem(admissionRow(email, admissionBy(invitation, until)));
      const items: TransactWriteItem[] = [
        {
          Put: {
            TableName: table,
            Item: row,
            ConditionExpression: `attribute_not_exists(PK) OR #expiresAt <= :now${replaced ? ` OR ${same}` : ''}`,
            ExpressionAttributeNames: names('expiresAt', ...(replaced ? ['invitationId'] : [])),
            ExpressionAttributeValues: values({ now, ...(replaced && sameAs(replaced)) }),
          },
        },
        {
          Update: {
            TableName: table,
            Key: toItem(keys.invitation(invitation.id)),
            UpdateExpression: 'ADD #uses :one',
            ConditionExpression: '#uses < #mostUses AND attribute_not_exists(#revokedAt) AND #expiresAt > :now',
            ExpressionAttributeNames: names('uses', 'mostUses', 'revokedAt', 'expiresAt'),
            ExpressionAttributeValues: values({ one: 1, now }),
          },
        },
        {
          Delete: {
            TableName: table,
            Key: toItem(keys.wish(email, invitation.id)),
            ConditionExpression: 'attribute_exists(PK)',
          },
        },
      ];
      const written = await writeTogether(connected, items, ([admission, ...others]) => {
        if (admission && failed(admission)) return 'reserved' as const;
        return others.some(failed) ? ('spent' as const) : undefined;
      });
      return written === 'written' ? 'reserved' : written;
    },

    admission: async (email) => {
      const found = await read(keys.admission(email));
      return found && parseRow(AdmissionRow, found);
    },

    settle: async (email, { invitationId }) => {
      const count: TransactWriteItem = {
        Update: {
          TableName: table,
          Key: toItem(keys.invitation(invitationId)),
          UpdateExpression: 'ADD #uses :one',
          ConditionExpression: '#email = :email',
          ExpressionAttributeNames: names('uses', 'email'),
          ExpressionAttributeValues: values({ one: 1, email }),
        },
      };
      const gone = takeAdmission(email, invitationId, false);
      const outcome = await writeTogether(connected, [gone, count], ([admission, uses]) => {
        if (admission && failed(admission)) return 'settled before' as const;
        return uses && failed(uses) ? ('a link' as const) : undefined;
      });
      // A link's use was taken when the address was let in.
      if (outcome === 'a link')
        await writeTogether(connected, [gone], (reasons) => (reasons.some(failed) ? 'settled before' : undefined));
    },
  };
};
