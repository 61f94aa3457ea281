import { memo, useId } from 'react';
import { shallowEqual, useSelector } from 'react-redux';
import { Avatar } from '../../ui/avatar';
import { fullTime, timeOfDay } from '../../ui/times';
import { selectPerson } from '../people/people-slice';
import classes from './message-row.module.css';
import { MessageText } from './message-text';
import { RowFrame } from './row-frame';
import { SendingState } from './sending-state';
import type { MessageRow as Row } from './timeline-rows';

/** What can be done with a message that failed. */
export type FailedActions = {
  retry(key: string): Promise<void>;
  edit(key: string, text: string): void;
  remove(key: string): void;
};

type Props = { row: Row; now: number; actions: FailedActions };

const MessageRowView = ({ row, now, actions }: Props) => {
  const person = useSelector((state: Parameters<typeof selectPerson>[0]) => selectPerson(state, row.author));
  const id = useId();
  const name = person?.name ?? 'Someone';
  return (
    <RowFrame row={row} now={now}>
      <article
        className={classes.row}
        data-leads={row.leads}
        data-row
        tabIndex={-1}
        aria-labelledby={`${id}author ${id}text ${id}time`}
      >
        <div className={classes.gutter}>
          {row.leads ? (
            <Avatar name={name} seed={row.author} />
          ) : (
            <span className={classes.sideTime} aria-hidden>
              {timeOfDay(row.at)}
            </span>
          )}
        </div>
        <div className={classes.body}>
          <div className={row.leads ? classes.head : 'p-hidden'}>
            <bdi id={`${id}author`} className={classes.author}>
              {name}
            </bdi>
            <time
              id={`${id}time`}
              className={classes.time}
              dateTime={new Date(row.at).toISOString()}
              title={fullTime(row.at)}
            >
              {timeOfDay(row.at)}
            </time>
          </div>
          <MessageText id={`${id}text`} text={row.text} />
          {row.sending && <SendingState sending={row.sending} text={row.text} actions={actions} />}
        </div>
      </article>
    </RowFrame>
  );
};

/** One message. Rows are made anew with every entry; one that says the same is not rendered again. */
export const MessageRow = memo(
  MessageRowView,
  (one, other) =>
    one.now === other.now &&
    one.actions === other.actions &&
    shallowEqual({ ...one.row, sending: undefined }, { ...other.row, sending: undefined }) &&
    shallowEqual(one.row.sending, other.row.sending),
);
