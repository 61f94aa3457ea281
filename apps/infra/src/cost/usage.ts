import type { Measured, Units } from './measured';
import type { Habits, Workload } from './workload';

/** How often a request is made in a month, through which door, and what each consumes. */
export type Asked = Units & { request: string; door: 'socket' | 'http'; times: number };

const scaled = (units: Units, watchers: number): Units => ({ ...units, pushes: units.pushes * watchers });

/** Everything that a month of this workload asks of the server. */
export const askedInMonth = (workload: Workload, measured: Measured, habits: Habits): Asked[] => {
  const { people, messagesPerDay, members, hours, days } = workload;
  const { one, inConversationOf } = measured;
  const personDays = people * days;
  const minutes = hours * 60;
  const messages = messagesPerDay * days;
  const others = Math.max(0, members - 1);
  const looking = others * habits.lookingShare;
  const isReceiptKept = members <= habits.receiptPeople;
  const each = (request: string, door: Asked['door'], times: number, units = one(request)): Asked => ({
    ...{ request, door, times },
    ...units,
  });
  const inConversation = (request: string) => inConversationOf(members, request);
  return [
    each('messages.send', 'socket', messages, inConversation('messages.send')),
    // Measured with one person looking; each further one is one more frame.
    each(
      'delivery.typing',
      'socket',
      messages * habits.typingPerMessage,
      scaled(inConversation('delivery.typing'), looking),
    ),
    each(
      'delivery.received',
      'socket',
      isReceiptKept ? messages * others : 0,
      scaled(inConversation('delivery.received'), looking),
    ),
    each(
      'delivery.read',
      'socket',
      messages * (looking + (others - looking) / habits.readTogether),
      scaled(inConversation('delivery.read'), looking),
    ),
    each('connections.hello, 1 position', 'socket', personDays * Math.ceil(minutes / habits.connectionMinutes)),
    each('$disconnect', 'socket', personDays * Math.ceil(minutes / habits.connectionMinutes)),
    each('connections.ping, 1 position', 'socket', (personDays * minutes) / habits.pingMinutes),
    each('connections.renew', 'socket', (personDays * minutes) / habits.renewMinutes),
    each('connections.focus', 'socket', personDays * habits.conversationsOpened),
    each('people.presence, 10 people', 'socket', (personDays * minutes * habits.visibleShare) / habits.presenceMinutes),
    each('messages.history, 50', 'http', personDays * habits.conversationsOpened),
    each('conversations.list, 1', 'http', personDays * habits.pageLoads),
  ];
};
