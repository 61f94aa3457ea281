import { memo, useId, useRef } from 'react';
import { shallowEqual, useSelector } from 'react-redux';
import { later } from '../../ui/later';
import { Avatar } from '../../ui/avatar';
import { fullTime, timeOfDay } from '../../ui/times';
import { selectPerson } from '../people/people-slice';
import { Reactions } from '../reactions/reactions';
import { Delivered } from './delivered';
import { FailedEditNote } from './failed-edit-note';
import classes from './message-row.module.css';
import { MessageText } from './message-text';
import { Quote } from './quote';
import type { RowActions } from './row-actions';
import { RowFrame } from './row-frame';
import { SavingState, SendingState } from './sending-state';
import type { MessageRow as Row } from './timeline-rows';
import type { Mentionable } from './use-mentions';
import { useRowHand } from './use-row-hand';

const RowToolbar = later(() => import('./row-toolbar').then((m) => m.RowToolbar));
const EditForm = later(() => import('./edit-form').then((m) => m.EditForm));

/** The edit of a message that is open in its row. */
export type Editing = {
  draft: string | undefined;
  trouble: string | undefined;
  mentionable: Mentionable;
  save(text: string): void;
  cancel(draft: string): void;
};

type Props = { row: Row; now: number; actions: RowActions; editing?: Editing | undefined };

const MessageRowView = ({ row, now, actions, editing }: Props) => {
  const person = useSelector((state: Parameters<typeof selectPerson>[0]) => selectPerson(state, row.author));
  const id = useId();
  const article = useRef<HTMLElement>(null);
  const { handlers, menu, setMenu, hasTools, reachable } = useRowHand(row, actions, article);
  const { seq, reactions } = row;
  const name = person?.name ?? 'Someone';
  const parts = [
    'author',
    ...(row.replyTo ? ['quote'] : []),
    'text',
    ...(reactions ? ['reactions'] : []),
    'time',
    'state',
  ];
  return (
    <RowFrame row={row} now={now}>
      <article
        ref={article}
        className={classes.row}
        data-leads={row.leads}
        data-row
        {...(row.mentionsMe && { 'data-mention': true })}
        {...(seq !== undefined && { 'data-seq': seq })}
        tabIndex={-1}
        aria-labelledby={parts.map((part) => id + part).join(' ')}
        {...handlers}
      >
        <div className={classes.gutter}>
          {row.leads ? (
            <Avatar name={name} seed={row.author} colour={person?.colour} />
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
          {row.receipt && !row.saving && <Delivered id={`${id}state`} receipt={row.receipt} />}
          {row.replyTo !== undefined && (
            <div id={`${id}quote`}>
              <Quote
                conversationId={actions.conversationId}
                seq={row.replyTo}
                reachable={reachable}
                onJump={actions.placed.jump}
              />
            </div>
          )}
          {editing ? (
            <EditForm
              text={row.text}
              draft={editing.draft}
              trouble={editing.trouble}
              mentionable={editing.mentionable}
              onSave={editing.save}
              onCancel={editing.cancel}
            />
          ) : row.deleted ? (
            <div id={`${id}text`} className={classes.tombstone}>
              This message was deleted.
            </div>
          ) : (
            <MessageText id={`${id}text`} text={row.text} callsMe={!row.mine}>
              {row.edited && (
                <span className={classes.edited} title={fullTime(row.edited.at)}>
                  {' '}
                  (edited {timeOfDay(row.edited.at)})
                </span>
              )}
            </MessageText>
          )}
          {row.failedEdit && !editing && seq !== undefined && (
            <FailedEditNote
              failed={row.failedEdit}
              again={() => actions.placed.edit(seq)}
              giveUp={actions.unsent.remove}
            />
          )}
          {reactions && seq !== undefined && (
            <div id={`${id}reactions`}>
              <Reactions
                reactions={reactions}
                reachable={reachable}
                onToggle={(emoji, on) => actions.placed.react(seq, emoji, on)}
              />
            </div>
          )}
          {row.saving && <SavingState />}
          {row.sending && <SendingState sending={row.sending} text={row.text} actions={actions.unsent} />}
        </div>
        {hasTools && seq !== undefined && !editing && (
          <RowToolbar
            row={{ ...row, seq }}
            actions={actions}
            menu={menu}
            onMenu={setMenu}
            onClosed={() => article.current?.focus()}
          />
        )}
      </article>
    </RowFrame>
  );
};

// Rows are made anew with every entry; one that says the same is not rendered again.
const isSame = (one: Row, other: Row): boolean => {
  const { sending, receipt, failedEdit, ...rest } = one;
  const { sending: otherSending, receipt: otherReceipt, failedEdit: otherEdit, ...otherRest } = other;
  return (
    shallowEqual(rest, otherRest) &&
    shallowEqual(sending, otherSending) &&
    shallowEqual(receipt, otherReceipt) &&
    shallowEqual(failedEdit, otherEdit)
  );
};

/** One message. */
export const MessageRow = memo(
  MessageRowView,
  (one, other) =>
    one.now === other.now &&
    one.actions === other.actions &&
    one.editing === other.editing &&
    isSame(one.row, other.row),
);
