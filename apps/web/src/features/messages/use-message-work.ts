import type { Client } from '@parley/client';
import { type RefObject, useCallback, useMemo, useState } from 'react';
import { useDispatch, useStore } from 'react-redux';
import { troubleText } from '../connection/trouble-text';
import { held, released } from '../conversations/conversations-slice';
import type { ComposerHandle } from './composer';
import type { Editing } from './message-row';
import { selectLog } from './messages-slice';
import type { PlacedActions, RowActions } from './row-actions';
import type { TimelineHandle } from './timeline';
import type { MessageRow, Row } from './timeline-rows';
import type { Mentionable } from './use-mentions';
import type { Said } from './use-send-questions';

type State = Parameters<typeof selectLog>[0];

/** Pages of history that are looked through for a message that is quoted: 1,000 messages. */
const jumpPages = 20;

const nextFrame = () =>
  new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
const isMessage = (row: Row | undefined): row is MessageRow & { seq: number } =>
  row?.kind === 'message' && row.seq !== undefined;

/** What a person does to the messages of one conversation, and what of it is open. */
export const useMessageWork = (parts: {
  client: Client;
  conversationId: string;
  moderates: boolean;
  rows: readonly Row[];
  timeline: RefObject<TimelineHandle | null>;
  composer: RefObject<ComposerHandle | null>;
  tell(trouble: string | undefined): void;
  mentionable: Mentionable;
  /** Whether an edit that calls people who were not called before is meant (UX-MENT-2). */
  ask(said: Said): void;
}) => {
  const { client, conversationId, moderates, timeline, composer, tell, mentionable, ask } = parts;
  const dispatch = useDispatch();
  const store = useStore<State>();
  const [replyTo, setReplyTo] = useState<number>();
  const [dialog, setDialog] = useState<{ name: 'react' | 'delete'; seq: number }>();
  const [edited, setEdited] = useState<{ seq: number; fromComposer: boolean }>();
  /** What was typed into edits that were left: Esc loses no text (UX-COMP-3). */
  const [left, setLeft] = useState<Record<number, string>>({});

  const attempt = useCallback(
    (work: Promise<unknown>) => {
      tell(undefined);
      work.catch((error: unknown) => tell(troubleText(error)));
    },
    [tell],
  );

  const actions = useMemo((): RowActions => {
    const jump = async (seq: number) => {
      tell(undefined);
      for (let page = 0; page < jumpPages; page += 1) {
        const log = selectLog(store.getState(), conversationId);
        if (!log || log.complete || (log.entries[0]?.seq ?? 0) < seq) break;
        if (!(await client.older(conversationId))) break;
      }
      await nextFrame();
      if (!timeline.current?.show(seq)) tell('That message is too far back to show from here.');
    };
    const placed: PlacedActions = {
      react: (seq, emoji, on) =>
        attempt(on ? client.react(conversationId, seq, emoji) : client.unreact(conversationId, seq, emoji)),
      pickReaction: (seq) => setDialog({ name: 'react', seq }),
      reply: (seq) => {
        setReplyTo(seq);
        composer.current?.focus();
      },
      edit: (seq) => setEdited({ seq, fromComposer: false }),
      markUnread: (seq) => {
        dispatch(held(conversationId));
        tell(undefined);
        client.markUnread(conversationId, seq).catch((error: unknown) => {
          dispatch(released(conversationId));
          tell(troubleText(error));
        });
      },
      remove: (seq) => setDialog({ name: 'delete', seq }),
      jump: (seq) => void jump(seq).catch((error: unknown) => tell(troubleText(error))),
    };
    return {
      conversationId,
      moderates,
      placed,
      unsent: {
        retry: (key) => {
          const retrying = client.retry(key);
          attempt(retrying);
          return retrying;
        },
        edit: (key, text) => {
          composer.current?.putBack(text);
          attempt(client.discard(key));
        },
        remove: (key) => attempt(client.discard(key)),
      },
    };
  }, [client, conversationId, moderates, timeline, composer, dispatch, store, tell, attempt]);

  const row = parts.rows.find((one) => isMessage(one) && one.seq === edited?.seq);
  const failed = isMessage(row) ? row.failedEdit : undefined;
  const before = isMessage(row) ? row.text : '';
  const editing = useMemo((): { seq: number; form: Editing } | undefined => {
    if (!edited) return undefined;
    const { seq, fromComposer } = edited;
    const close = () => {
      setEdited(undefined);
      if (fromComposer) composer.current?.focus();
      else timeline.current?.focus(seq);
    };
    const save = (text: string) => {
      setLeft(({ [seq]: _saved, ...others }) => others);
      const saving = failed ? client.retry(failed.key, text) : client.edit(conversationId, seq, text);
      // Not even kept: what was typed comes back with the next edit.
      saving.catch(() => setLeft((others) => ({ ...others, [seq]: text })));
      attempt(saving);
      close();
    };
    const form: Editing = {
      draft: left[seq] ?? failed?.text,
      trouble: failed?.reason,
      mentionable,
      // Until it is answered the form stays, and what was typed with it.
      save: (text) => ask({ text, before, act: 'save', post: save, putBack: () => undefined }),
      cancel: (draft) => {
        setLeft((others) => ({ ...others, [seq]: draft }));
        close();
      },
    };
    return { seq, form };
  }, [edited, failed, before, left, client, conversationId, composer, timeline, attempt, mentionable, ask]);

  return {
    actions,
    editing,
    dialog,
    closeDialog: () => {
      if (dialog) timeline.current?.focus(dialog.seq);
      setDialog(undefined);
    },
    replyTo,
    setReplyTo,
    /** Up in an empty composer; whether there is a message of mine to edit. */
    editLast: (): boolean => {
      const last = parts.rows.findLast((one) => isMessage(one) && one.mine && !one.deleted);
      if (!isMessage(last)) return false;
      // Its field takes the focus as it opens, and comes into view by that.
      setEdited({ seq: last.seq, fromComposer: true });
      return true;
    },
  };
};
