import { ConversationId, Key, Seq } from './ids';

/** What every request that appends to a log carries besides what it is about. */
export const changeFields = {
  conversationId: ConversationId,
  /** Chosen once for this change, however often it is sent (LOG-2). */
  key: Key,
  /** The highest seq up to which I hold everything, as it was when this key was first tried (LOG-4). */
  after: Seq,
};

/** What any of them may be refused for. */
export const changeRefusals = ['not_a_member', 'ahead_of_log', 'too_far_behind', 'key_in_use'] as const;

export const exampleChange = {
  conversationId: 'c-00000000000000000000000000000001',
  key: '01KB3W9M6Q4X7V2T8Y5Z1N0RJC',
  after: 41,
};

/** An entry as an example reply shows it. */
export const exampleEntry = <K extends string, B>(kind: K, body: B) => ({
  seq: 42,
  at: 1_767_225_660_000,
  author: 'ana',
  key: exampleChange.key,
  n: 40,
  m: 1,
  kind,
  body,
});
