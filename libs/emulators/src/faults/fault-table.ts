/** Where a fault is drawn: once for each of these. */
export type Place =
  | 'handshake'
  | 'connection'
  | 'message'
  | 'disconnect'
  | 'post'
  | 'api call'
  | 'http request'
  | 'event'
  | 'invocation'
  | 'dynamodb';

/** One fault: what happens, and what its usual rate and its range are. */
export type Fault = {
  /** Its number among the facts of the platform; absent where it follows from no single one. */
  number?: `F${number}`;
  strikes: Place;
  /** The share of draws that strike when all faults are asked for. Our choice: low enough that a chat still works. */
  usual: number;
  /** The range its length or place is drawn from, both ends included, and where the range is from. */
  range?: { min: number; max: number; unit: 'ms' | 'steps'; source: string };
  /** What happens, in a sentence. */
  what: string;
};

const ours = 'our choice';

/** Every fault that the emulators can inject. */
export const faultTable = {
  F12: { number: 'F12', strikes: 'handshake', usual: 0.02, what: 'The handshake is throttled: 429.' },
  F13: {
    number: 'F13',
    strikes: 'handshake',
    usual: 0.05,
    range: { min: 1_000, max: 3_000, unit: 'ms', source: 'F13: a cold start of 1-3 s' },
    what: '$connect starts cold, so the socket opens late.',
  },
  'F15-late': {
    number: 'F15',
    strikes: 'message',
    usual: 0.03,
    range: { min: 20, max: 1_500, unit: 'ms', source: ours },
    what: 'A message waits for its invocation, so that later ones overtake it.',
  },
  'F15-twice': {
    number: 'F15',
    strikes: 'message',
    usual: 0.02,
    range: { min: 0, max: 1_500, unit: 'ms', source: ours },
    what: 'A message is handled by two invocations, the second one this much later.',
  },
  F16: {
    number: 'F16',
    strikes: 'message',
    usual: 0.001,
    what: 'A message counts as a frame over 32 KB: it is not handled, and the connection is closed with 1009.',
  },
  F17: {
    number: 'F17',
    strikes: 'post',
    usual: 0.002,
    what: 'A post counts as over 128 KB: 413 PayloadTooLargeException, and nothing is sent.',
  },
  F19: {
    number: 'F19',
    strikes: 'invocation',
    usual: 0.005,
    what: 'The handler fails before it did anything: an error frame, or 500 over HTTP.',
  },
  F21: {
    number: 'F21',
    strikes: 'invocation',
    usual: 0.001,
    what: 'The handler hangs before it did anything: an error frame after 29 s, or 503 after 30 s over HTTP.',
  },
  F23: {
    number: 'F23',
    strikes: 'connection',
    usual: 0.02,
    range: { min: 5_000, max: 60_000, unit: 'ms', source: `${ours}; AWS allows 10 min` },
    what: 'A connection may be idle only for this long: then it is closed with 1001.',
  },
  F24: {
    number: 'F24',
    strikes: 'connection',
    usual: 0.05,
    range: { min: 5_000, max: 60_000, unit: 'ms', source: `${ours}; AWS allows 2 h` },
    what: 'A connection lives only for this long, however busy: then it is closed with 1001.',
  },
  'F25-lost': { number: 'F25', strikes: 'disconnect', usual: 0.1, what: '$disconnect is never invoked.' },
  'F25-late': {
    number: 'F25',
    strikes: 'disconnect',
    usual: 0.1,
    range: { min: 60_000, max: 300_000, unit: 'ms', source: 'F25: late by minutes' },
    what: '$disconnect comes minutes late.',
  },
  'F25-after-reconnect': {
    number: 'F25',
    strikes: 'disconnect',
    usual: 0.1,
    what: '$disconnect comes after the same principal has opened another connection and said something on it.',
  },
  F26: {
    number: 'F26',
    strikes: 'message',
    usual: 0.003,
    what: 'The connection is half-open from here: posts answer 200 and frames vanish, both ways, until the idle limit.',
  },
  F29: {
    number: 'F29',
    strikes: 'post',
    usual: 0.003,
    what: 'The connection breaks just before the post: 410 GoneException.',
  },
  F31: {
    number: 'F31',
    strikes: 'post',
    usual: 0.02,
    what: "The client's side buffer is full: 429 LimitExceededException, and nothing is sent.",
  },
  F33: { number: 'F33', strikes: 'post', usual: 0.002, what: 'The post is never answered, and nothing is sent.' },
  F34: {
    number: 'F34',
    strikes: 'api call',
    usual: 0.003,
    what: 'The account has spent its 10,000 requests/s: 429 for a handshake, a post and over HTTP, an error frame for a message.',
  },
  F35: {
    number: 'F35',
    strikes: 'post',
    usual: 0.05,
    range: { min: 20, max: 1_500, unit: 'ms', source: ours },
    what: 'The post is answered with 200, but its frame arrives late, so that later ones overtake it.',
  },
  F37: {
    number: 'F37',
    strikes: 'event',
    usual: 0.05,
    what: 'A queue or stream delivers an event twice: two invocations handle it.',
  },
  F38: {
    number: 'F38',
    strikes: 'dynamodb',
    usual: 0.1,
    range: { min: 0, max: 1_000, unit: 'ms', source: `${ours}; AWS names no bound, usually under a second` },
    what: 'An eventually consistent read is answered as the same read was answered this long ago or less.',
  },
  'F39-conflict': {
    number: 'F39',
    strikes: 'dynamodb',
    usual: 0.01,
    what: 'Another transaction holds an item: TransactionConflict, and nothing is written.',
  },
  'F39-throttle': {
    number: 'F39',
    strikes: 'dynamodb',
    usual: 0.01,
    what: 'The partition is hot: ProvisionedThroughputExceededException, and nothing is read or written.',
  },
  'F39-partial': {
    number: 'F39',
    strikes: 'dynamodb',
    usual: 0.02,
    what: 'A BatchGetItem is answered for half of its keys; the others come back as UnprocessedKeys.',
  },
  F40: {
    number: 'F40',
    strikes: 'http request',
    usual: 0.01,
    what: 'The WAF in front of handshakes and /api blocks: 403 with an HTML body.',
  },
  'drop-push': { strikes: 'post', usual: 0.02, what: 'The post is answered with 200, and its frame is lost.' },
  cut: {
    strikes: 'message',
    usual: 0.003,
    what: 'The connection breaks when a message arrives, which is not handled.',
  },
  'lost-reply': {
    strikes: 'invocation',
    usual: 0.05,
    what: 'The handler runs to its end and its reply is lost: the socket is cut, the HTTP connection reset.',
  },
  'lost-answer': {
    strikes: 'dynamodb',
    usual: 0.01,
    what: 'DynamoDB does what it was asked, and the connection breaks before the answer.',
  },
  'late-answer': {
    strikes: 'dynamodb',
    usual: 0.01,
    range: { min: 50, max: 2_500, unit: 'ms', source: `${ours}: on both sides of a two-second request timeout` },
    what: 'DynamoDB does what it was asked, and answers late.',
  },
  'kill-at-call': {
    strikes: 'invocation',
    usual: 0.01,
    range: {
      min: 1,
      max: 16,
      unit: 'steps',
      source: `${ours}; a step is an outgoing call about to be sent, or an answer that arrives`,
    },
    what: 'The handler is killed just before or just after one of its outgoing calls; the next event gets a new environment.',
  },
  'kill-at-time': {
    strikes: 'invocation',
    usual: 0.005,
    range: { min: 0, max: 200, unit: 'ms', source: `${ours}: about as long as a handler runs` },
    what: 'The handler is killed after a while, wherever it is; the next event gets a new environment.',
  },
} as const satisfies Record<string, Fault>;

/** The name of a fault, such as `F26` or `F25-late`. */
export type FaultId = keyof typeof faultTable;

/** A fault that has a length or a place of its own. */
export type RangedFaultId = {
  [Id in FaultId]: (typeof faultTable)[Id] extends { range: object } ? Id : never;
}[FaultId];

/** All names, in the order of the table. */
export const faultIds = Object.keys(faultTable) as FaultId[];

/** The faults that can be had for one open connection at once, by hand: idle too long, too old, half-open, cut. */
export const connectionFaults = ['F23', 'F24', 'F26', 'cut'] as const satisfies FaultId[];

export type ConnectionFaultId = (typeof connectionFaults)[number];

/** Whether a text is the name of a fault. */
export const isFaultId = (text: string): text is FaultId => Object.hasOwn(faultTable, text);
