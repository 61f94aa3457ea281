import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { type Ref, useCallback, useEffect, useImperativeHandle, useRef } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { useNow } from '../../ui/use-now';
import type { Place } from './kept-place';
import { type Editing, MessageRow } from './message-row';
import type { RowActions } from './row-actions';
import { SystemRow } from './system-row';
import { topHeight, TimelineTop } from './timeline-top';
import type { Row } from './timeline-rows';
import classes from './timeline.module.css';
import { useAnchoring } from './use-anchoring';
import { useNewBelow } from './use-new-below';
import { useReading } from './use-reading';
import { useRowFocus } from './use-row-focus';

/** Older rows are asked for this many pixels before the start comes into view. */
const reachPx = 600;

// Rows are measured this far out of view, so that one that is read never waits to learn its height: as far as 60 rows of
// one line reach (UX-TIME-5), and no less than virtua's own 200.
const bufferPx = Math.max(200, (1_560 - window.innerHeight) / 2);

/** What the page around the timeline may do with it. */
export type TimelineHandle = {
  /** Brings a message into view and gives it the focus; false where it is not among the rows. */
  show(seq: number): boolean;
  /** Gives the focus to a message where it stands. */
  focus(seq: number): void;
};

/** The messages of one conversation. Mount one per conversation, once its newest page is there. */
export const Timeline = ({
  ref,
  conversationId,
  title,
  rows: given,
  place,
  complete,
  older,
  loadOlder,
  attention,
  actions,
  editing,
}: {
  ref?: Ref<TimelineHandle>;
  conversationId: string;
  title: string;
  rows: Row[];
  /** Where the page before a reload was; undefined: at its end. */
  place: Place | undefined;
  complete: boolean;
  older: 'idle' | 'loading' | 'failed';
  loadOlder(): void;
  attention: boolean;
  actions: RowActions;
  /** The message whose edit is open, if any. */
  editing: { seq: number; form: Editing } | undefined;
}) => {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  // Rows only need the day: they are not rendered anew each minute.
  const today = new Date(useNow(60_000)).setHours(0, 0, 0, 0);
  const { rows, shift, atEnd, jumpToEnd, toRow, scrolled } = useAnchoring(
    conversationId,
    given,
    place,
    scroller,
    content,
    list,
  );
  const look = useReading(conversationId, rows, attention, scroller, list);
  const { focused, focusRow, handlers } = useRowFocus(rows, scroller, list, jumpToEnd);
  const newBelow = useNewBelow(rows, atEnd);
  // The focused row and the one that is edited stay mounted, however far one scrolls (UX-TIME-5).
  const edited = editing ? rows.findIndex(({ seq }) => seq === editing.seq) : -1;
  const kept = [...new Set([focused ?? -1, edited])].filter((index) => index >= 0).sort((one, other) => one - other);

  useImperativeHandle(ref, () => ({
    show: (seq) => {
      const at = rows.findIndex((row) => row.seq === seq);
      if (at < 0) return false;
      toRow(at);
      focusRow(at);
      return true;
    },
    focus: (seq) => focusRow(rows.findIndex((row) => row.seq === seq)),
  }));

  const reach = useCallback(() => {
    if (!complete && older === 'idle' && (scroller.current?.scrollTop ?? 0) < reachPx) loadOlder();
  }, [complete, older, loadOlder]);
  // Few rows leave nothing to scroll: then it is their arrival that asks for more.
  useEffect(() => {
    const frame = requestAnimationFrame(reach);
    return () => cancelAnimationFrame(frame);
  }, [rows, reach]);
  const onScroll = () => {
    scrolled();
    look();
    reach();
  };

  return (
    <div className={classes.timeline}>
      <div
        ref={scroller}
        className={classes.scroller}
        tabIndex={0}
        role="group"
        aria-label={`Messages in ${title}`}
        data-region
        {...handlers}
      >
        <div ref={content} className={classes.content}>
          <TimelineTop title={title} complete={complete} older={older} loadOlder={loadOlder} />
          <Virtualizer
            ref={list}
            scrollRef={scroller}
            startMargin={topHeight}
            shift={shift}
            bufferSize={bufferPx}
            onScroll={onScroll}
            data={rows}
            {...(kept.length > 0 && { keepMounted: kept })}
          >
            {(row, index) => (
              <div key={row.rowKey} data-index={index}>
                {row.kind === 'message' ? (
                  <MessageRow
                    row={row}
                    now={today}
                    actions={actions}
                    editing={editing && editing.seq === row.seq ? editing.form : undefined}
                  />
                ) : (
                  <SystemRow row={row} now={today} />
                )}
              </div>
            )}
          </Virtualizer>
        </div>
      </div>
      {!atEnd && (
        <Button
          className={classes.pill}
          size="compact-md"
          radius="xl"
          variant={newBelow ? 'filled' : 'default'}
          leftSection={<IconArrowDown size={16} aria-hidden />}
          onClick={() => (newBelow ? toRow(newBelow.index) : jumpToEnd())}
        >
          {newBelow ? `${newBelow.count} new ${newBelow.count === 1 ? 'message' : 'messages'}` : 'Jump to latest'}
        </Button>
      )}
    </div>
  );
};
