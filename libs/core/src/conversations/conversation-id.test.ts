import { ConversationId } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { channelId, directId } from './conversation-id';

describe('the id of a conversation', () => {
  it('is one for the same people in any order, and another for others', async () => {
    expect(await directId(['bo', 'ana'])).toBe(await directId(['ana', 'bo']));
    expect(await directId(['ana', 'bo'])).not.toBe(await directId(['ana', 'bo', 'cy']));
    expect(await directId(['ana', 'bo'])).not.toBe(await directId(['ana-bo']));
  });

  it('stays what it was: conversations are found by it', async () => {
    expect(await directId(['ana', 'bo'])).toBe('d-0b38d135a7fb981327e7e22b42e9135c');
    expect(await channelId('ana', '01KB3W9M6Q4X7V2T8Y5Z1N0RJC')).toBe('c-04343b8b4f436fd5307ab68dee050f1d');
  });

  it('is a conversation id', async () => {
    for (const id of [await directId(['ana', 'bo']), await channelId('ana', '01KB3W9M6Q4X7V2T8Y5Z1N0RJC')])
      expect(ConversationId.parse(id)).toBe(id);
  });
});
