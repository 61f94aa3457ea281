import { callsEveryone, everyoneToken, limits, mentionsIn } from '@parley/protocol';
import { type ReactNode, useState } from 'react';
import { later } from '../../ui/later';
import { mayCallEveryone } from '../memberships/member-standing';

const OutsidersDialog = later(() => import('./outsiders-dialog').then((m) => m.OutsidersDialog));
const EveryoneDialog = later(() => import('./everyone-dialog').then((m) => m.EveryoneDialog));

type Asked = { about: 'outsiders' | 'everyone'; text: string };

/** UX-MENT-2: what is asked before a text is sent, one question after the other. `question` is the one that stands open. */
export const useSendQuestions = (parts: {
  conversationId: string;
  /** Who is in, me too; undefined: not known yet. */
  memberIds: ReadonlySet<string> | undefined;
  /** What I am here, and in the workspace. */
  mine: Parameters<typeof mayCallEveryone>[1];
  /** Whether I may bring in somebody. */
  canAdd: boolean;
  post(text: string): void;
  putBack(text: string): void;
}): { send(text: string): void; question: ReactNode } => {
  const { conversationId, memberIds, mine, canAdd, post, putBack } = parts;
  const [asked, setAsked] = useState<Asked>();
  const outsidersIn = (text: string) => (memberIds ? mentionsIn(text).filter((id) => !memberIds.has(id)) : []);
  const askAboutEveryone = (text: string) => {
    const isAsked = callsEveryone(text) && (!memberIds || memberIds.size > limits.calledFreely);
    setAsked(isAsked ? { about: 'everyone', text } : undefined);
    if (!isAsked) post(text);
  };
  const send = (text: string) => {
    if (outsidersIn(text).length > 0) setAsked({ about: 'outsiders', text });
    else askAboutEveryone(text);
  };
  if (!asked) return { send, question: undefined };

  const { about, text } = asked;
  const back = () => {
    setAsked(undefined);
    putBack(text);
  };
  const say = (said: string) => {
    setAsked(undefined);
    post(said);
  };
  const question =
    about === 'outsiders' ? (
      <OutsidersDialog
        conversationId={conversationId}
        people={outsidersIn(text)}
        canAdd={canAdd}
        onSend={() => askAboutEveryone(text)}
        onClose={back}
      />
    ) : (
      <EveryoneDialog
        others={memberIds && memberIds.size - 1}
        allowed={!memberIds || mayCallEveryone(memberIds.size, mine)}
        onSend={() => say(text)}
        onSendQuietly={() => say(text.replaceAll(everyoneToken, '@everyone'))}
        onClose={back}
      />
    );
  return { send, question };
};
