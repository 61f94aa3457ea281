import { ask, type Asking } from './ask';

/** Conversations of a workspace, and the people who come and go in each. */
export type Channels = { ids: readonly string[]; circle(conversationId: string): readonly string[] };

/** Who may ever be in a team's channel, and how many of them are from the start. */
const team = { circle: 12, first: 6, every: 4 };
/** Direct conversations; nobody comes or goes there. */
const directs = 3;

/** So many people from the list, beginning at some place and going round. */
const around = (people: readonly string[], from: number, count: number): string[] => {
  const turned = [...people.slice(from), ...people.slice(0, from)];
  return turned.slice(0, count);
};

/**
 * A channel for everybody, one for each team, and a few direct conversations. Teams are small, as a message costs this
 * machine a signed post for each device that it reaches. The owner is in all of them, to read the logs in the end.
 */
export const openChannels = async (owner: Asking, people: readonly string[], key: () => string): Promise<Channels> => {
  const [first = '', ...others] = people;
  const circles = new Map<string, readonly string[]>();
  const channel = async (name: string, circle: readonly string[], count: number) => {
    const body = { kind: 'channel' as const, key: key(), name, people: circle.slice(0, count) };
    const { conversation } = await ask(owner, 'conversations.open', body);
    circles.set(conversation.id, [first, ...circle]);
  };
  await channel('everybody', others, 2 * team.first);
  for (let from = 0; from < others.length; from += team.every)
    await channel(`team ${from / team.every + 1}`, around(others, from, team.circle), team.first);
  for (const person of others.slice(0, directs)) {
    const body = { kind: 'direct' as const, key: key(), people: [person] };
    const { conversation } = await ask(owner, 'conversations.open', body);
    circles.set(conversation.id, [first, person]);
  }
  return { ids: [...circles.keys()], circle: (id) => circles.get(id) ?? people };
};
