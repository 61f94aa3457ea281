import { exampleSummary } from '../conversations/conversation';
import type { Push } from '../frames';
import { frames } from '../frames';
import { sendMessage } from '../messages/send-message';
import { commonRefusals, type RefusalCode, refusal, refusals } from '../refusals';
import type { Request } from '../request';
import { requests } from '../requests';
import { components, ref } from './components';
import { jsonSchemaOf } from './json-schema';

const description = `One WebSocket carries requests and their answers, and everything that the server says unasked.

Connect with two subprotocols: \`chat.v1\`, the version of this protocol, and \`bearer.\` followed by an access token, as in
\`new WebSocket(url, ['chat.v1', 'bearer.' + token])\`. Only \`chat.v1\` is echoed; a token never stands in a URL. A bad or
expired token, or a page of another origin, is answered with a failed handshake.

The first request is \`connections.hello\`. Frames are JSON text of at most 28 KB, either way. Ignore frames of a type,
and entries of a kind, that you do not know; an unknown entry still advances its log's \`seq\`. API Gateway's own error
frames (\`{message, connectionId, requestId}\`) are none of this protocol.`;

const channel = { $ref: '#/channels/ws' };
const inChannel = (name: string) => ({ $ref: `#/channels/ws/messages/${name}` });
const id = { type: 'string', minLength: 1, maxLength: 64 };
const correlationId = { location: '$message.payload#/id' };

const all: Request[] = Object.values(requests as Record<string, Request>);
// A message cannot be named like its request: those names are taken by the question.
const replyName = ({ type }: Request) => `${type}.reply`;
const refusalName = (code: RefusalCode) => `refusal.${code}`;

/** What the server says unasked, an example each. */
const pushes: { [T in Push['type']]: { summary: string; example: Extract<Push, { type: T }> } } = {
  entries: {
    summary: 'Entries of one log, ascending, each with its seq.',
    example: {
      type: 'entries',
      conversationId: sendMessage.example.conversationId,
      entries: [sendMessage.exampleReply.entry],
    },
  },
  inbox: {
    summary: 'Rows of mine that changed, whole; an older rev than the one I hold is dropped.',
    example: { type: 'inbox', rows: [exampleSummary.row] },
  },
  signal: {
    summary: 'Typing and receipts: may be lost, have no place in a log, and expire by themselves.',
    example: {
      type: 'signal',
      signal: { kind: 'typing', conversationId: sendMessage.example.conversationId, personId: 'bo' },
    },
  },
  behind: {
    summary: 'Something was missed: ask for the changes up to head.',
    example: { type: 'behind', conversationId: sendMessage.example.conversationId, head: 42 },
  },
  bye: {
    summary: 'The server is about to close this connection.',
    example: { type: 'bye', reason: 'shutting_down', reconnectAfterMs: 1_000 },
  },
};

const questionOf = (request: Request) => ({
  name: request.type,
  summary: request.summary,
  correlationId,
  payload: {
    type: 'object',
    properties: { type: { const: request.type }, id, body: jsonSchemaOf(request.body, 'input', 'draft-7') },
    required: ['type', 'id', 'body'],
  },
  examples: [{ payload: { type: request.type, id: '1', body: request.example } }],
});

const replyOf = (request: Request) => ({
  name: replyName(request),
  summary: `The answer to ${request.type}.`,
  correlationId,
  payload: {
    type: 'object',
    properties: { type: { const: 'reply' }, id, body: ref(request.reply) },
    required: ['type', 'id', 'body'],
  },
  examples: [{ payload: { type: 'reply', id: '1', body: request.exampleReply } }],
});

const refusalOf = (code: RefusalCode) => ({
  name: refusalName(code),
  summary: `${refusals[code].message} ${refusals[code].retry ? 'Trying again can help.' : 'Trying the same again cannot help.'}`,
  correlationId,
  payload: { allOf: [ref(frames.refusal), { properties: { code: { const: code } } }] },
  examples: [{ payload: { type: 'refusal', id: '1', ...refusal(code) } }],
});

const reasonsOf = (request: Request): RefusalCode[] => [...new Set([...request.refusals, ...commonRefusals])];

const messages = () => {
  const reasons = new Set(all.flatMap(reasonsOf));
  return Object.fromEntries([
    ...all.map((request) => [request.type, questionOf(request)]),
    ...all.map((request) => [replyName(request), replyOf(request)]),
    ...[...reasons].map((code) => [refusalName(code), refusalOf(code)]),
    ...Object.entries(pushes).map(([type, { summary, example }]) => [
      type,
      { name: type, summary, payload: ref(frames[type as Push['type']]), examples: [{ payload: example }] },
    ]),
  ]);
};

const operations = () =>
  Object.fromEntries([
    ...all.map((request) => [
      request.type,
      {
        action: 'receive',
        channel,
        summary: request.summary,
        messages: [inChannel(request.type)],
        reply: {
          channel,
          messages: [inChannel(replyName(request)), ...reasonsOf(request).map((code) => inChannel(refusalName(code)))],
        },
      },
    ]),
    ...Object.entries(pushes).map(([type, { summary }]) => [
      `push.${type}`,
      { action: 'send', channel, summary, messages: [inChannel(type)] },
    ]),
  ]);

/** The WebSocket door as an AsyncAPI 3.0 document, from the server's side: it receives requests and sends the rest. */
export const asyncapi = () => ({
  asyncapi: '3.0.0',
  info: { title: 'Parley', version: '1.0.0', description, license: { name: 'MIT' } },
  defaultContentType: 'application/json',
  servers: {
    workspace: {
      host: '{host}',
      protocol: 'wss',
      variables: { host: { description: 'The host of the workspace.', default: 'parley.example.com' } },
      security: [{ $ref: '#/components/securitySchemes/bearer' }],
    },
  },
  channels: {
    ws: {
      address: '/ws',
      summary: 'The one connection of a device.',
      messages: messages(),
    },
  },
  operations: operations(),
  components: {
    schemas: components('draft-7'),
    securitySchemes: {
      bearer: {
        type: 'httpApiKey',
        in: 'header',
        name: 'Sec-WebSocket-Protocol',
        description: 'The subprotocols `chat.v1, bearer.<access token>`: browsers cannot set any other header here.',
      },
    },
  },
});
