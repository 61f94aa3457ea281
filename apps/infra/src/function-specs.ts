import { keys } from '@parley/dynamodb/tables';

/** What a function gets, and no more. Its file, bundle and function share a name. */
export type FunctionSpec = {
  app: 'websocket' | 'http' | 'background';
  /** CPU comes with memory: a whole core at 1,769 MB. */
  memoryMb: number;
  timeoutSeconds: number;
  /** DynamoDB actions on each table. A transaction needs those of its parts. */
  chat: readonly string[];
  connections: readonly string[];
  /**
   * The partition keys of `chat` that it may read, and those that it may write, where it works on some kinds of rows alone.
   * Absent: all, since it serves requests of the whole catalogue, or does what they do.
   */
  chatKeys?: { read: readonly string[]; written: readonly string[] };
  /** The partition keys of `connections` that those are for, where it works on one kind of row alone. */
  connectionKeys?: readonly string[];
  /** SQS actions on the queue of deliveries. A batch needs those of its parts. */
  queue: readonly string[];
  /** What it does to sockets: puts frames on them, ends them. */
  sockets: readonly ('POST' | 'DELETE')[];
  /** Cognito actions on the user pool. */
  pool: readonly string[];
  /**
   * How many of it may run at once where a stage limits that: for functions that anybody can call, so that a flood of
   * theirs leaves the account's concurrency to people who are signed in.
   */
  mostAtOnce?: number;
  /** Whether it reads what changes in the table Chat. */
  readsStream?: true;
};

// As IAM compares them: any lease, any bucket.
const [leases, buckets] = [[keys.lease('*').PK], [keys.bucket('*').PK]];

/** What stands in `chat`, by its partition keys. */
const rows = {
  conversations: keys.conversation('*').PK,
  logs: keys.entry('*', 0).PK,
  /** Somebody's own: what is in their list, their sessions, the invitations they made. */
  own: keys.inboxRow('*', '').PK,
  people: keys.person('*').PK,
  owners: keys.owners().PK,
  addressesAndHandles: keys.email('*').PK,
  directory: keys.listed('names', '', '').PK,
  workspace: keys.workspace().PK,
  invitations: keys.invitation('*').PK,
  invitationTokens: keys.invitationToken('*').PK,
  wishes: keys.wish('*', '').PK,
  admissions: keys.admission('*').PK,
};
/** What it takes to tell whether an invitation stands. */
const ofInvitations = [rows.invitations, rows.invitationTokens, rows.people, rows.workspace];

const nothing = { chat: [], connections: [], queue: [], sockets: [], pool: [] } as const;
const wholeCore = {
  chat: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
  // Whoever posts reads leases, and removes those that turn out to be gone.
  connections: ['BatchGetItem', 'UpdateItem'],
  // What they cannot deliver within a second, or to so many.
  queue: ['SendMessage'],
  sockets: ['POST'],
  // Signing people out, shutting and opening accounts, inviting, deleting, changing an address, taking a second step away;
  // groups mirror roles.
  pool: [
    'AdminUserGlobalSignOut',
    'AdminDisableUser',
    'AdminEnableUser',
    'AdminDeleteUser',
    'AdminCreateUser',
    'AdminUpdateUserAttributes',
    'AdminGetUser',
    'AdminAddUserToGroup',
    'AdminRemoveUserFromGroup',
    'AdminListGroupsForUser',
    'AdminSetUserMFAPreference',
    'CreateGroup',
  ],
} as const;

export const functionSpecs = {
  // Verifying a signature is quick; the first call of an environment also fetches the pool's keys.
  authorize: { app: 'websocket', memoryMb: 512, timeoutSeconds: 5, ...nothing },
  // Answers a constant.
  connect: { app: 'websocket', memoryMb: 128, timeoutSeconds: 3, ...nothing },
  // Signing a post for each recipient is CPU; a hand-over is over after a second (LOG-9), the rest is for DynamoDB's retries.
  // It ends a connection on which somebody else shows a token.
  message: { app: 'websocket', memoryMb: 1024, timeoutSeconds: 15, ...wholeCore, sockets: ['POST', 'DELETE'] },
  // One update and nobody waits for it; the memory is for a start that loads the SDK.
  disconnect: {
    app: 'websocket',
    memoryMb: 512,
    timeoutSeconds: 10,
    ...nothing,
    connections: ['UpdateItem'],
    connectionKeys: leases,
  },
  // As `message`, over the other door.
  request: { app: 'http', memoryMb: 1024, timeoutSeconds: 15, ...wholeCore },
  // Generates a document of some 100 KB from the catalogue.
  documents: { app: 'http', memoryMb: 512, timeoutSeconds: 5, ...nothing, mostAtOnce: 5 },
  // Cognito gives a trigger five seconds, cold start included.
  'register-person': {
    app: 'background',
    memoryMb: 1024,
    timeoutSeconds: 5,
    ...wholeCore, // who was invited into channels is brought into them, for everybody there to see
    // What somebody came as; a password that may be a stranger's is replaced, a reset ends what is signed in, and whether
    // another account of the address is gone is looked up. Allowed once the pool is: it is made after its triggers.
    pool: [
      'AdminAddUserToGroup',
      'AdminRemoveUserFromGroup',
      'AdminListGroupsForUser',
      'CreateGroup',
      'AdminSetUserPassword',
      'AdminUserGlobalSignOut',
      'AdminGetUser',
    ],
  },
  // The other trigger, with the same five seconds.
  'admit-sign-up': {
    app: 'background',
    memoryMb: 1024,
    timeoutSeconds: 5,
    ...nothing,
    chat: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'],
    // It notes that an address wishes to come by a link: it lets nobody in, and makes nobody a member or an owner.
    chatKeys: { read: [...ofInvitations, rows.admissions, rows.wishes, rows.owners], written: [rows.wishes] },
    connections: ['UpdateItem'],
    connectionKeys: buckets,
    mostAtOnce: 20,
    // Who comes by Google opens the account that is there. Allowed once the pool is: it is made after its triggers.
    pool: ['AdminGetUser', 'AdminLinkProviderForUser'],
  },
  // Before each sign-in, by whoever asks for one: Cognito takes 120 a second, and some 20 of these at once serve them.
  'limit-sign-in': {
    app: 'background',
    memoryMb: 1024,
    timeoutSeconds: 5,
    ...nothing,
    connections: ['UpdateItem'],
    connectionKeys: buckets,
    mostAtOnce: 20,
  },
  // Before each token, also as sign-ins are renewed: who could not be served would be signed out, so nothing bounds it.
  'issue-token': {
    app: 'background',
    memoryMb: 1024,
    timeoutSeconds: 5,
    ...nothing,
    chat: ['BatchGetItem'],
    chatKeys: { read: [rows.people], written: [] },
    // Whether who comes by Google would go past a second step. Allowed once the pool is.
    pool: ['AdminGetUser'],
  },
  // For people who are not signed in: three reads, and a bucket for where they come from. Who goes on with Google says their
  // address here, which is noted and lets nobody in.
  'look-at-invitation': {
    app: 'http',
    memoryMb: 512,
    timeoutSeconds: 10,
    ...nothing,
    chat: ['GetItem', 'BatchGetItem', 'PutItem'],
    chatKeys: { read: ofInvitations, written: [rows.wishes] },
    connections: ['UpdateItem'],
    connectionKeys: buckets,
    mostAtOnce: 20,
  },
  // Posts to the members of ten shards, some 500 each, most of it waiting for answers.
  deliver: {
    app: 'background',
    memoryMb: 1024,
    timeoutSeconds: 15,
    chat: ['GetItem', 'BatchGetItem', 'Query'],
    chatKeys: { read: [rows.logs, rows.conversations, rows.own], written: [] },
    connections: ['BatchGetItem', 'UpdateItem'],
    connectionKeys: leases,
    // What an event source mapping needs (Lambda developer guide, using Lambda with SQS).
    queue: ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'],
    sockets: ['POST'],
    pool: [],
  },
  // Some connections a person; retried from the stream, with all that was in the batch.
  'close-connections': {
    app: 'background',
    memoryMb: 512,
    timeoutSeconds: 15,
    ...nothing,
    // Who may come in, and their sessions.
    chat: ['BatchGetItem'],
    chatKeys: { read: [rows.people, rows.own], written: [] },
    connections: ['BatchGetItem', 'UpdateItem'],
    connectionKeys: leases,
    sockets: ['POST', 'DELETE'],
    readsStream: true,
  },
  // The channels of somebody at a time; retried from the same stream, where nothing else waits for it.
  'finish-removals': {
    app: 'background',
    memoryMb: 512,
    timeoutSeconds: 15,
    // Of who was removed it takes the profile's words, the handle and the address, and it takes them out of their channels: an
    // entry each, which everybody there is to see.
    chat: ['BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
    chatKeys: {
      read: [rows.people, rows.own, rows.conversations, rows.logs],
      written: [rows.people, rows.own, rows.conversations, rows.logs, rows.addressesAndHandles, rows.directory],
    },
    queue: ['SendMessage'],
    connections: ['BatchGetItem', 'UpdateItem'],
    connectionKeys: leases,
    sockets: ['POST'],
    // An account that is still theirs.
    pool: ['AdminGetUser', 'AdminDeleteUser'],
    readsStream: true,
  },
} as const satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof functionSpecs;
