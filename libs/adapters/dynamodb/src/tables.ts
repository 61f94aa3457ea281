// The tables, written once: the adapter, the local run and the infrastructure all read this file. Plain data, no SDK.

/** One table as it is created. Both are billed by request. */
export type Table = {
  keySchema: readonly [{ AttributeName: 'PK'; KeyType: 'HASH' }, { AttributeName: 'SK'; KeyType: 'RANGE' }];
  attributeDefinitions: readonly { AttributeName: 'PK' | 'SK'; AttributeType: 'S' }[];
  /** What a change of the table's stream carries; absent: no stream. */
  stream?: 'NEW_AND_OLD_IMAGES';
  /** The attribute with the second (since 1970) from which DynamoDB may delete the row; absent: rows stay. */
  ttlAttribute?: string;
  /** Whether losing it loses what people wrote: then it is backed up and protected from deletion. */
  durable: boolean;
};

const key = {
  keySchema: [
    { AttributeName: 'PK', KeyType: 'HASH' },
    { AttributeName: 'SK', KeyType: 'RANGE' },
  ],
  attributeDefinitions: [
    { AttributeName: 'PK', AttributeType: 'S' },
    { AttributeName: 'SK', AttributeType: 'S' },
  ],
} as const;

/** `chat`: everything that must last; of its rows, sessions and wishes to come by a link carry a time at which they may go. `connections`: who is reachable where, and buckets that expire. */
export const tables = {
  chat: { ...key, stream: 'NEW_AND_OLD_IMAGES', ttlAttribute: 'ttl', durable: true },
  connections: { ...key, ttlAttribute: 'ttl', durable: false },
} as const satisfies Record<string, Table>;

/** What the two tables are called in one deployment. */
export type TableNames = { chat: string; connections: string };

/** Where a row stands. */
export type Key = { PK: string; SK: string };
/** 12 digits, so that text order is the order of numbers. */
const slot = (seq: number): string => seq.toString().padStart(12, '0');

/** The key of every row; access-patterns.md says who asks for which. */
export const keys = {
  conversation: (conversationId: string): Key => ({ PK: `C#${conversationId}`, SK: '#META' }),
  member: (conversationId: string, personId: string): Key => ({ PK: `C#${conversationId}`, SK: `U#${personId}` }),
  inboxRow: (personId: string, conversationId: string): Key => ({ PK: `U#${personId}`, SK: `C#${conversationId}` }),
  entry: (conversationId: string, seq: number): Key => ({ PK: `L#${conversationId}`, SK: slot(seq) }),
  person: (personId: string): Key => ({ PK: `P#${personId}`, SK: '#PROFILE' }),
  session: (personId: string, sessionId: string): Key => ({ PK: `U#${personId}`, SK: `S#${sessionId}` }),
  owners: (): Key => ({ PK: 'O#', SK: '#' }),
  handle: (looks: string): Key => ({ PK: `H#@${looks}`, SK: '#' }), // no address begins with an @
  /** In a partition of its own: the places of people's names, and of what they are found by. No term has a tab. */
  listed: (shelf: 'names' | 'terms', term: string, personId: string): Key => ({
    PK: 'DIRECTORY',
    SK: `${shelf === 'names' ? 'N' : 'T'}#${term}\t${personId}`,
  }),
  block: (personId: string, other: string): Key => ({ PK: `U#${personId}`, SK: `B#${other}` }),
  workspace: (): Key => ({ PK: 'WORKSPACE', SK: '#SETTINGS' }),
  invitation: (id: string): Key => ({ PK: `I#${id}`, SK: '#' }),
  invitationToken: (hash: string): Key => ({ PK: `K#${hash}`, SK: '#' }),
  /** In the list of those that somebody made, or of all. */
  invitationPlace: (createdBy: string | undefined, place: string): Key => ({
    PK: createdBy === undefined ? 'INVITATIONS' : `U#${createdBy}`,
    SK: `I#${place}`,
  }),
  /** Away from what lets an address in: who may write that it wishes to come writes no more than that. */
  wish: (email: string, invitationId: string): Key => ({ PK: `W#${email}`, SK: `I#${invitationId}` }),
  admission: (email: string): Key => ({ PK: `A#${email}`, SK: '#' }),
  email: (email: string): Key => ({ PK: `H#${email}`, SK: '#' }),
  receipt: (conversationId: string, personId: string): Key => ({ PK: `R#${conversationId}`, SK: `U#${personId}` }),
  bucket: (name: string): Key => ({ PK: `B#${name}`, SK: '#' }),
  lease: (personId: string): Key => ({ PK: `U#${personId}`, SK: '#LEASE' }),
};

/**
 * Which records of the Chat table's stream tell that somebody may come in no more, as an event source filters them: a
 * profile or a session that changed. All others, every message among them, start no function.
 */
export const accessChangePatterns = [
  { eventName: ['MODIFY'], dynamodb: { Keys: { SK: { S: [keys.person('').SK] } } } },
  { eventName: ['MODIFY'], dynamodb: { Keys: { SK: { S: [{ prefix: keys.session('', '').SK }] } } } },
] as const;

/** Which of those tell that somebody was removed, which takes longer than closing: it is followed apart. */
export const removalPatterns = [
  {
    eventName: ['MODIFY'],
    dynamodb: { Keys: { SK: { S: [keys.person('').SK] } }, NewImage: { status: { S: ['removed'] } } },
  },
] as const;
