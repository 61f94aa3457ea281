import { callsEveryone, everyoneToken, limits, mentionsIn } from '@parley/protocol';
import { type ReactNode, useState } from 'react';
import { later } from '../../ui/later';
import { mayCallEveryone } from '../memberships/member-standing';
import type { Act } from './send-words';

const OutsidersDialog = later(() => import('./outsiders-dialog').then((m) => m.OutsidersDialog));
const EveryoneDialog = later(() => import('./everyone-dialog').then((m) => m.EveryoneDialog));

/** A text about to be sent or saved. */
export type Said = {
  text: string;
  /** What the message said until now, where this edits it: whom that called already is not asked about again. */
  before?: string;
  act: Act;
  /** Nothing is left to ask. */
  post(text: string): void;
  /** It was thought better of. */
  putBack(text: string): void;
};
type Asked = { about: 'outsiders' | 'everyone'; said: Said };

/** UX-MENT-2: what is asked before a text is posted, one question after the other. `question` is the one that stands open. */
export const useSendQuestions = (parts: {
  conversationId: string;
  /** Who is in, me too; undefined: not known yet. */
  memberIds: ReadonlySet<string> | undefined;
  /** What I am here, and in the workspace. */
  mine: Parameters<typeof mayCallEveryone>[1];
  /** Whether I may bring in somebody. */
  canAdd: boolean;
}): { ask(said: Said): void; question: ReactNode } => {
  const { conversationId, memberIds, mine, canAdd } = parts;
  const [asked, setAsked] = useState<Asked>();
  const outsidersIn = ({ text, before = '' }: Said) => {
    const named = mentionsIn(before);
    return memberIds ? mentionsIn(text).filter((id) => !memberIds.has(id) && !named.includes(id)) : [];
  };
  const askAboutEveryone = (said: Said) => {
    const { text, before = '', post } = said;
    const calls = callsEveryone(text) && !callsEveryone(before);
    const isAsked = calls && (!memberIds || memberIds.size > limits.calledFreely);
    setAsked(isAsked ? { about: 'everyone', said } : undefined);
    if (!isAsked) post(text);
  };
  const ask = (said: Said) => {
    if (outsidersIn(said).length > 0) setAsked({ about: 'outsiders', said });
    else askAboutEveryone(said);
  };
  if (!asked) return { ask, question: undefined };

  const { about, said } = asked;
  const { text, act, post, putBack } = said;
  const back = () => {
    setAsked(undefined);
    putBack(text);
  };
  const say = (answer: string) => {
    setAsked(undefined);
    post(answer);
  };
  const question =
    about === 'outsiders' ? (
      <OutsidersDialog
        conversationId={conversationId}
        people={outsidersIn(said)}
        canAdd={canAdd}
        act={act}
        onSend={() => askAboutEveryone(said)}
        onClose={back}
      />
    ) : (
      <EveryoneDialog
        others={memberIds && memberIds.size - 1}
        allowed={!memberIds || mayCallEveryone(memberIds.size, mine)}
        act={act}
        onSend={() => say(text)}
        onSendQuietly={() => say(text.replaceAll(everyoneToken, '@everyone'))}
        onClose={back}
      />
    );
  return { ask, question };
};
