import { IconCheck, IconChecks, IconEye } from '@tabler/icons-react';
import type { ReceiptWords } from './receipt-rows';
import classes from './message-row.module.css';

const icons = { sent: IconCheck, delivered: IconChecks, read: IconEye };

/** How far a message of mine has come, in a word and a shape (UX-SEND-3). Beside the text, so that it moves nothing. */
export const Delivered = ({ id, receipt: { state, words } }: { id: string; receipt: ReceiptWords }) => {
  const Icon = icons[state];
  return (
    <div id={id} className={classes.receipt}>
      <Icon size={14} stroke={2} aria-hidden />
      <span className={classes.stateWords}>{words}</span>
    </div>
  );
};
