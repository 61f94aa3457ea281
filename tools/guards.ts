import type { Change } from './leave-out.ts';

/** Something that keeps people safe, what its absence would be, and the test that must fail without it. */
export type Guard = {
  guards: string;
  leavesOut: readonly Change[];
  /** The test, by words of its title, that notices; `project` is the folder of its vitest configuration. */
  noticedBy: { project: string; file: string; title: string };
};

const core = (name: string) => `libs/core/src/${name}.ts`;
const matrix = (title: string) => ({
  project: 'libs/core',
  file: 'src/access/access-matrix.test.ts',
  title: `holds at both doors for '${title}'`,
});
const inLambda = (file: string, title: string) => ({ project: 'libs/lambda', file: `src/${file}`, title });
const inCore = (file: string, title: string) => ({ project: 'libs/core', file: `src/${file}`, title });
const inProtocol = (file: string, title: string) => ({ project: 'libs/protocol', file: `src/${file}`, title });
const putOut = (type: string) => inCore('conversations/put-out-meanwhile.test.ts', `is given nothing by ${type} that`);

const look = 'await myRow(context, caller, conversationId);';
const lookedBefore = (file: string, reads: string): Change[] => [
  { file, from: `  ${look}\n`, to: '' },
  { file, from: reads, to: `${look}\n  ${reads}` },
];

export const guards: readonly Guard[] = [
  {
    guards: 'a WebSocket from being opened by a foreign page',
    leavesOut: [
      {
        file: 'libs/lambda/src/authorizer.ts',
        from: 'cameThroughEdge(headers) && isOurPage(headers)',
        to: 'cameThroughEdge(headers) && isOurPage(headers) !== undefined',
      },
    ],
    noticedBy: {
      project: 'apps/lambda/websocket',
      file: 'src/authorize.test.ts',
      title: 'is kept out from a foreign page',
    },
  },
  {
    guards: 'the HTTP API from a foreign page',
    leavesOut: [
      {
        file: 'libs/lambda/src/http-door.ts',
        from: "if (!isOurPage(request.headers)) return turnedAway(refused(refusal('foreign_origin')));",
        to: 'void isOurPage;',
      },
    ],
    noticedBy: inLambda('http-door.test.ts', 'refuses a page of another origin'),
  },
  {
    guards: 'both from an id token',
    leavesOut: [
      {
        file: 'libs/auth/src/token-verifier.ts',
        from: "token_use: z.literal('access'),",
        to: 'token_use: z.string(),',
      },
    ],
    noticedBy: inLambda('http-door.test.ts', 'takes no id token'),
  },
  {
    guards: 'both from a copied token whose device has signed out',
    leavesOut: [
      {
        file: core('connections/admission'),
        from: 'await Promise.all([context.checkAccess(caller, asked), context.checkSession(caller, { unlisted })]);',
        to: 'await context.checkAccess(caller, asked);',
      },
    ],
    noticedBy: inCore('sessions/sessions.test.ts', 'are refused at both doors 30 s after they were revoked'),
  },
  {
    guards: 'a hello from such a token, whatever a process remembers',
    leavesOut: [
      { file: core('connections/open-connection'), from: 'checkSession(caller, { strongly: true, device }),', to: '' },
    ],
    noticedBy: inCore('sessions/sessions.test.ts', 'are refused at the next hello'),
  },
  {
    guards: 'both from every token after signing out everywhere',
    leavesOut: [{ file: core('access/access-check'), from: 'if (authTime < mine.validFrom)', to: 'if (authTime < 0)' }],
    noticedBy: inCore('sessions/sessions.test.ts', 'ends every sign-in until now'),
  },
  {
    guards: 'the HTTP API from a token that has run out',
    leavesOut: [{ file: core('connections/admission'), from: "if (!hasToken) refuse('not_signed_in');", to: '' }],
    noticedBy: inCore('connections/admission.test.ts', 'takes no token over HTTP once it has run out'),
  },
  ...(
    ['messages/read-history', 'messages/read-changes', 'memberships/list-members', 'delivery/list-receipts'] as const
  ).map((name, nth): Guard => ({
    guards: `a conversation's id from opening it to strangers: ${name}`,
    leavesOut: [{ file: core(name), from: look, to: '' }],
    noticedBy: matrix(['messages.history', 'messages.changes', 'memberships.list', 'delivery.receipts'][nth] ?? ''),
  })),
  {
    guards: 'a conversation from what strangers say',
    leavesOut: [{ file: core('messages/send-message'), from: "permit('messages.send', asOf, author);", to: '' }],
    noticedBy: inLambda('access-matrix.test.ts', "holds for 'messages.send'"),
  },
  {
    guards: 'the settings of the workspace from members and guests',
    leavesOut: [
      {
        file: core('access/access'),
        from: "'workspace.change': { by: admins }",
        to: "'workspace.change': { by: everyone }",
      },
    ],
    noticedBy: inLambda('access-matrix.test.ts', 'is, cell by cell, the one that people have read'),
  },
  {
    guards: "an invitation's id from ending it for others",
    leavesOut: [
      {
        file: core('invitations/revoke-invitation'),
        from: 'if (!isMine && !mayToPeople(',
        to: 'if (isMine && !mayToPeople(',
      },
    ],
    noticedBy: inCore('invitations/create-invitation.test.ts', 'is for who made it, and for admins'),
  },
  {
    guards: 'who is put out from a page of history that they ask for meanwhile',
    leavesOut: lookedBefore(core('messages/read-history'), 'const [entries, [newest]] = await Promise.all(['),
    noticedBy: putOut('messages.history'),
  },
  {
    guards: 'who is put out from the newest message in their list',
    leavesOut: [
      {
        file: core('conversations/list-conversations'),
        from: 'if (!mayBeOut(row, head, readAt)) return row;',
        to: 'if (mayBeOut(row, head, readAt)) return row;',
      },
    ],
    noticedBy: putOut('conversations.list'),
  },
  {
    guards: 'requests from the names that every object has',
    leavesOut: [
      { file: 'libs/protocol/src/requests.ts', from: 'Object.hasOwn(requests, type)', to: 'type in requests' },
    ],
    noticedBy: inProtocol('decode.test.ts', 'asks for what the catalogue names, not for'),
  },
  {
    guards: 'requests from fields that nobody declared, a prototype among them',
    leavesOut: [
      {
        file: 'libs/protocol/src/decode.ts',
        from: 'value: { type, body: parsed.data } as Asked',
        to: 'value: { type, body } as Asked',
      },
    ],
    noticedBy: inProtocol('decode.test.ts', 'cannot reach a prototype'),
  },
  {
    guards: 'messages from an emoji that is called as a prototype is',
    leavesOut: [
      {
        file: 'libs/client/src/messages.ts',
        from: '(Object.hasOwn(reactions, emoji) ? reactions[emoji] : undefined) ?? [];',
        to: 'reactions[emoji] ?? [];',
      },
    ],
    noticedBy: { project: 'libs/client', file: 'src/messages.test.ts', title: 'prototype pollution' },
  },
  {
    guards: 'the limit on saying from what a client says of itself',
    leavesOut: [{ file: core('conversations/append'), from: ', { tail: leastTail })', to: ')' }],
    noticedBy: inCore('limits/limits.test.ts', 'is what stands there, wherever a client says that it is'),
  },
  {
    guards: 'the limit on saying from texts too long to be kept',
    leavesOut: [
      {
        file: core('conversations/log-view'),
        from: 'written: writtenIn([...view.written, ...added])',
        to: 'written: writtenIn(run)',
      },
    ],
    noticedBy: inCore('limits/limits.test.ts', 'holds long texts as it holds short ones'),
  },
  {
    guards: 'a conversation from a flood of reactions',
    leavesOut: [
      {
        file: core('messages/react'),
        from: 'limitedByTail(context.rates, caller.personId, reaction)',
        to: 'reaction',
      },
    ],
    noticedBy: inCore('limits/limits.test.ts', 'holds messages.react as well'),
  },
  {
    guards: 'who was removed from having a name again',
    leavesOut: [
      { file: 'libs/adapters/dynamodb/src/directory.ts', from: ' AND ${isHere}`', to: '`' },
      { file: 'libs/adapters/dynamodb/src/directory.ts', from: ", '#status': 'status' }", to: ' }' },
      {
        file: 'libs/adapters/dynamodb/src/directory.ts',
        from: "':removed': toValue('removed' satisfies PersonStatus),",
        to: '',
      },
    ],
    noticedBy: {
      project: 'libs/adapters/dynamodb',
      file: 'src/contracts.test.ts',
      title: 'changes nothing of who was removed',
    },
  },
  {
    guards: 'names from characters that nobody sees',
    leavesOut: [{ file: 'libs/protocol/src/ids.ts', from: '!hasUnseen(text)', to: '!hasUnseen("")' }],
    noticedBy: inProtocol('ids.test.ts', 'has not a zero-width space'),
  },
  {
    guards: 'who holds a link from strangers who sign up with their address',
    leavesOut: [{ file: core('invitations/admit-sign-up'), from: 'link ? `${link.id}#${email}` : email', to: 'email' }],
    noticedBy: inCore('invitations/admit-sign-up.test.ts', 'is not kept by strangers from who holds a link'),
  },
  {
    guards: 'a channel from a guest who would inherit it',
    leavesOut: [
      { file: core('memberships/heir'), from: "member.role === 'owner' || !isGuest(member)", to: 'Boolean(member)' },
    ],
    noticedBy: inCore('memberships/heir.test.ts', 'is a member rather than a guest who moderates'),
  },
  {
    guards: 'what became of a message from its author, who is out',
    leavesOut: [
      {
        file: core('messages/send-message'),
        from: 'asLeft(entry, appended, text)',
        to: '{ told: entry, handedOver: appended }',
      },
    ],
    noticedBy: inCore('messages/send-message.test.ts', 'tells someone who is out by now what they wrote'),
  },
];
