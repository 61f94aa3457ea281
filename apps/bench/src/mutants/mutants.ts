import type { Mutation } from '../memory/bundle';

/** A rule that is left out of the product on purpose, and the properties of which one must then be found broken. */
export type Mutant = {
  leavesOut: string;
  rule: string;
  mutations: readonly Mutation[];
  breaks: readonly number[];
  /** What is said in a world, where half a minute is too short for it. */
  sends?: number;
  /** Shows in one world of five or more, and so takes as long as ten others: never the one of its rule that is always hunted. */
  isRare?: true;
};

/** A minute and a half: a suspension counts 35 s later, so that something must still be said then. */
const sayOn = { sends: 800 };

const append = 'libs/core/src/conversations/append.ts';
const client = (name: string) => `libs/client/src/${name}.ts`;
const core = (name: string) => `libs/core/src/${name}.ts`;

export const mutants: readonly Mutant[] = [
  {
    leavesOut: 'the look for the key before a slot is claimed',
    rule: 'LOG-4',
    mutations: [{ file: append, from: 'if (mine) {', to: 'if (mine && attempt.author === attempt.key) {' }],
    breaks: [2],
  },
  {
    leavesOut: 'reading what the known tail does not cover',
    rule: 'LOG-4',
    mutations: [{ file: append, from: 'if (mine || firstSeq(view) <= after + 1)', to: 'if (view)' }],
    breaks: [2],
    // More must be said between two tries than the newest entries that are read whatever is known.
    ...sayOn,
  },
  {
    leavesOut: 'that the look for the key comes before any refusal',
    rule: 'LOG-4',
    isRare: true,
    mutations: [
      {
        file: append,
        from: 'if (mine) {',
        to: 'if (mine && !((await decision(decide, asOf(log, view, clock.now(), () => undefined))) instanceof Refused)) {',
      },
    ],
    breaks: [1],
    ...sayOn,
  },
  {
    leavesOut: 'the condition that a slot is empty',
    rule: 'LOG-3',
    mutations: [
      {
        file: core('conversations/conversation-log.memory'),
        from: "if (by) return { outcome: 'taken', by };",
        to: 'void by;',
      },
    ],
    breaks: [1, 3],
  },
  {
    leavesOut: 'waiting for the commit before the answer',
    rule: 'LOG-9',
    mutations: [
      {
        file: append,
        from: 'const claim = await log.claim(conversationId, entry, projections);',
        to: "void log.claim(conversationId, entry, projections).catch(() => undefined); const claim = { outcome: 'claimed' } as Awaited<ReturnType<typeof log.claim>>;",
      },
    ],
    breaks: [1, 3],
  },
  {
    leavesOut: 'the look whether the author is a member',
    rule: 'DEL-1',
    mutations: [{ file: core('messages/send-message'), from: "permit('messages.send', asOf, author);", to: '' }],
    breaks: [6],
  },
  {
    leavesOut: 'the look whether the reader is a member',
    rule: 'DEL-1',
    mutations: [
      { file: core('messages/read-changes'), from: 'await myRow(context, caller, conversationId);', to: '' },
      { file: core('messages/read-history'), from: 'await myRow(context, caller, conversationId);', to: '' },
    ],
    breaks: [6],
  },
  {
    leavesOut: 'that who left is pushed nothing after it',
    rule: 'DEL-1',
    mutations: [
      {
        file: core('memberships/members'),
        from: 'member.joined <= seq && (member.left === undefined || seq <= member.left);',
        to: 'member.joined <= seq;',
      },
    ],
    breaks: [6],
  },
  {
    leavesOut: 'the look whether a ban keeps somebody out',
    rule: 'ROLE-3',
    mutations: [
      {
        file: core('memberships/add-members'),
        from: "if (added.some((id) => members.get(id)?.banned)) refuse('banned');",
        to: '',
      },
    ],
    breaks: [6],
  },
  {
    leavesOut: 'the rule of unread: the marker keeps its seq instead of the messages up to it',
    rule: 'LOG-8',
    mutations: [
      {
        file: core('delivery/mark-read'),
        from: 'inbox.markRead(personId, conversationId, { seq, readN: entry.n, rev })',
        to: 'inbox.markRead(personId, conversationId, { seq, readN: seq, rev })',
      },
    ],
    breaks: [7],
  },
  {
    leavesOut: 'that n counts messages alone',
    rule: 'LOG-8',
    mutations: [{ file: append, from: '(countsAsMessage(change.kind) ? 1 : 0)', to: '1' }],
    breaks: [3, 7],
  },
  {
    leavesOut: 'that the connections of who is suspended are closed',
    rule: 'DEL-6',
    isRare: true,
    mutations: [
      {
        file: core('connections/close-connections'),
        from: "if (mine?.status !== 'active') return 'suspended';",
        to: 'if (!mine) return undefined;',
      },
      { file: core('connections/close-connections'), from: 'authTime < mine.validFrom ||', to: '' },
    ],
    breaks: [9],
    ...sayOn,
  },
  {
    leavesOut: 'the look whether somebody may come in, at hello and at every request',
    rule: 'DEL-6',
    mutations: [
      {
        file: core('access/access-check'),
        from: 'if (reason) refuse(reason.code, reason.message);',
        to: 'void reason;',
      },
    ],
    breaks: [9],
  },
  {
    leavesOut: 'that what was written first goes first',
    rule: 'SYNC-4',
    mutations: [{ file: client('outbox-store'), from: 'a.order - b.order ||', to: 'b.order - a.order ||' }],
    breaks: [5],
  },
  {
    leavesOut: 'the gap rule: what is beyond a gap is shown at once',
    rule: 'SYNC-2',
    mutations: [{ file: client('log-view'), from: 'if (entry.seq === last + 1) {', to: 'if (entry.seq > last) {' }],
    breaks: [4],
  },
  {
    leavesOut: 'that a ping which finds the client behind leads to a hello',
    rule: 'SYNC-6',
    mutations: [
      {
        file: client('greetings'),
        from: 'return reply.inboxChanged || behind.length > 0 || isLagging;',
        to: 'return false;',
      },
    ],
    breaks: [7, 8],
  },
  {
    leavesOut: 'the comparison of digests, which notices a lost push of a row',
    rule: 'SYNC-7',
    mutations: [
      {
        file: core('connections/standings'),
        from: '!== (digest ?? inboxDigest([]))',
        to: '!== inboxDigest([]) && digest === undefined',
      },
    ],
    breaks: [7, 8],
  },
  {
    leavesOut: 'that mentions are counted behind the marker alone',
    rule: 'LOG-8',
    mutations: [
      { file: client('mentions'), from: 'filter((seq) => seq > read)', to: 'filter((seq) => seq > 0 || read > 0)' },
    ],
    breaks: [7],
  },
  {
    leavesOut: 'that a mention is noted once',
    rule: 'LOG-8',
    mutations: [
      {
        file: core('messages/name-people'),
        from: '[...new Set(mentions)]',
        to: '[...mentions, ...mentions.slice(-1)]',
      },
    ],
    breaks: [7],
  },
  {
    leavesOut: 'that those alone are mentioned whom a message names',
    rule: 'LOG-8',
    mutations: [
      {
        file: core('messages/name-people'),
        from: 'const [now, before] = [mentionsIn(text), mentionsIn(was)];',
        to: 'const [now, before] = [mentionsIn(text).length > 0 ? [...members.keys()].slice(0, 20) : [], mentionsIn(was)];',
      },
    ],
    breaks: [7],
  },
  {
    leavesOut: 'that what is deleted mentions nobody any more',
    rule: 'LOG-8',
    isRare: true,
    mutations: [{ file: core('messages/delete-message'), from: 'was: entry.body.text', to: "was: ''" }],
    breaks: [7],
  },
  {
    leavesOut: 'that what is deleted calls everyone no more',
    rule: 'LOG-8',
    isRare: true,
    mutations: [{ file: core('messages/calls'), from: 'return without(change.body.target);', to: 'return calls;' }],
    breaks: [3],
  },
  {
    leavesOut: 'what the newest entry says of who calls everyone',
    rule: 'LOG-8',
    mutations: [
      {
        file: client('latest'),
        from: 'const bare = { seq, n, at, author, kind, ...(calls && { calls }) };',
        to: 'const bare = { seq, n, at, author, kind };',
      },
    ],
    breaks: [7],
  },
];
