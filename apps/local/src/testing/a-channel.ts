import { ulid } from 'ulid';
import * as z from 'zod';
import { type SignedIn } from './a-person';
import { ask } from './over-http';

const Opened = z.object({ conversation: z.object({ id: z.string() }) });

/** Makes a channel and tells its id. */
export const newChannel = async (url: string, owner: SignedIn, people: SignedIn[] = []): Promise<string> => {
  const opened = await ask(url, owner, 'conversations.open', {
    kind: 'channel',
    key: ulid(),
    name: 'General',
    people: people.map(({ id }) => id),
  });
  return Opened.parse(opened.body).conversation.id;
};
