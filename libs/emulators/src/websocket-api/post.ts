import { isUtf8 } from 'node:buffer';
import { type Connection } from './connection';
import { type Answer, failure, gone, limitExceeded, tooLarge } from './management-answer';
import { type Api } from './options';

/** Posts a text to a connection; `silence` when the call shall never be answered (F33). */
export const postTo = ({ faults, clock }: Api, connection: Connection, body: Buffer): Answer | 'silence' => {
  // A text frame that is not UTF-8 would make the client fail its socket, so it is the poster who is told.
  if (!isUtf8(body)) return failure(400, 'BadRequestException', 'The data must be UTF-8 text');
  if (faults.strikes('F17')) return tooLarge;
  if (faults.strikes('F31')) return limitExceeded;
  if (faults.strikes('F33')) return 'silence';
  if (faults.strikes('F29')) {
    connection.strike('cut');
    return gone;
  }
  if (faults.strikes('drop-push')) return { status: 200 };
  if (faults.strikes('F35')) {
    clock.after(faults.drawn('F35'), () => connection.post(body));
    return { status: 200 };
  }
  return connection.post(body) ? { status: 200 } : limitExceeded;
};
