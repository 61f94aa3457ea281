import { isKnownSignal, type Push } from '@parley/protocol';
import type { Inbox } from './inbox';
import type { Receipts } from './receipts';
import type { Sync } from './sync';
import type { Typing } from './typing';

/** What the server says by itself, to whom it concerns; what this build does not know is passed over. */
export const createPushed =
  (parts: { sync: Sync; inbox: Inbox; typing: Typing; receipts: Receipts; myId(): string | undefined }) =>
  (push: Push): void => {
    const { sync, inbox, typing, receipts, myId } = parts;
    switch (push.type) {
      case 'signal': {
        const { signal } = push;
        if (!isKnownSignal(signal)) return;
        if (signal.kind === 'receipt') return receipts.heard(signal);
        return signal.personId === myId() ? undefined : typing.heard(signal);
      }
      case 'entries':
        return sync.receive(push.conversationId, push.entries);
      case 'inbox':
        return inbox.rows(push.rows);
      case 'behind':
        if (sync.isOpened(push.conversationId)) return sync.behind(push.conversationId, push.head);
        return void inbox.fetch(push.conversationId);
      case 'bye': // its connection's own business
    }
  };
