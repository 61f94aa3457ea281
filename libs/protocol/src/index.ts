export {
  decodeBody,
  decodeFrame,
  decodeHttpReply,
  decodeLook,
  decodeRequest,
  type Asked,
  type Decoded,
} from './decode';
export { encode, entryFrames } from './encode';
export {
  changesMembers,
  countsAsMessage,
  entries,
  Entry,
  isKnown,
  standsAside,
  type Change,
  type EntryKind,
  type KnownEntry,
} from './entries';
export { Frame, frames, type Push } from './frames';
export { decodeHttp, encodeHttp } from './http-route';
export { ConversationId, Email, Emoji, Key, Name, PersonId, Seq, Text } from './ids';
export { limits, utf8Bytes } from './limits';
export { edgeHeader } from './edge-header';
export { pageHeaders } from './page-headers';
export { commonRefusals, Refusal, refusal, RefusalCode, refusals } from './refusals';
export type { BodyOf, InputOf, ReplyOf, Request } from './request';
export { isRequestType, requests, type Body, type Input, type Reply, type RequestType } from './requests';
export { inboxDigest } from './connections/inbox-digest';
export type { Position, Standing } from './connections/position';
export { Conversation, ConversationKind, ConversationSummary, InboxRow } from './conversations/conversation';
export { isKnownSignal, type Signal } from './delivery/signal';
export type { Receipt } from './delivery/receipt';
export { MemberRole } from './memberships/list-members';
export { callsEveryone, everyoneToken, mentionsIn } from './messages/mentions';
export type { Reactions } from './messages/message-posted';
export { lookAtInvitation } from './invitations/look-at-invitation';
export { Invitation, InvitationId, InvitationToken, InvitedRole } from './invitations/invitation';
export { Handle, looksOf, readsAsAll } from './people/handle';
export { AvatarColour, Person, StatusText, TimeZone } from './people/person';
export { PersonStatus, WorkspaceRole } from './people/roles';
export type { Settings } from './people/settings';
export { newSignUpSecret, SignUpHash, signUpHashOf, signUpProof } from './people/sign-up-proof';
export { oldestServed, protocolVersion } from './version';
export { Domain, SignUpRule, WorkspaceSettings } from './workspace/settings';
