import type { UseCase } from '../use-case';
import { climb } from './receipts';

/** Notes what a device of the caller has stored. A position beyond the log, or of one they are not in, is passed over. */
export const acknowledge: UseCase<'delivery.received'> = async (context, { personId }, { positions }) => {
  await Promise.all(
    positions.map(async ({ conversationId, seq }) => {
      // Believed, it would show as received what nobody has written yet, and for good.
      if (seq > 0 && (await context.heads.reaches(conversationId, seq)))
        await climb(context, { conversationId, personId }, 'received', seq);
    }),
  );
  return {};
};
