import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Email, type InvitedRole, type Reply } from '@parley/protocol';
import type * as z from 'zod';
import { type FormEvent, useRef, useState } from 'react';
import { useSelector } from 'react-redux';
import classes from '../../ui/settings.module.css';
import { AttemptNotice } from '../connection/attempt-notice';
import { useClient } from '../connection/client-context';
import { useAttempt } from '../connection/use-attempt';
import { selectConversationList } from '../conversations/conversation-list';
import { useKeyFor } from '../conversations/use-key-for';
import { invitedBy, roleNames } from '../people/ranks';
import { selectMyRole } from '../session/session-slice';
import { linkOf } from './standing';

type Role = z.infer<typeof InvitedRole>;

const ends = [
  { value: '24', label: 'In a day' },
  { value: '168', label: 'In a week' },
  { value: '720', label: 'In 30 days' },
];

type Mail = Reply<'invitations.create'>['mail'];

/** What became of the mail. Nobody waits for one that was not sent. */
const mailSaid = (email: string, mail: Mail): string => {
  if (mail === 'sent') return `A mail is on its way to ${email}.`;
  if (mail === 'sent_again') return `Another mail is on its way to ${email}. What the one before holds opens nothing.`;
  if (mail === 'has_account') return `${email} has an account already, so no mail was sent. Tell them to sign in.`;
  return `${email} was invited before, and no mail was sent.`;
};

/** Makes an invitation. The link is shown this once: the server keeps no more than its hash. */
export const InviteForm = ({ onMade }: { onMade(): void }) => {
  const client = useClient();
  const myRole = useSelector(selectMyRole) ?? 'member';
  const { channels, unread } = useSelector(selectConversationList);
  const rooms = [...channels, ...unread].filter(({ kind }) => kind === 'channel');
  const attempt = useAttempt();
  const keyFor = useKeyFor();
  const made = useRef(0);
  const [way, setWay] = useState('link');
  const [email, setEmail] = useState('');
  const [emailError, setEmailError] = useState<string>();
  const [role, setRole] = useState<Role>('member');
  const [uses, setUses] = useState('1');
  const [hours, setHours] = useState('168');
  const [channel, setChannel] = useState('');
  const [link, setLink] = useState<string>();
  const [isCopied, setIsCopied] = useState(false);

  const invite = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const address = way === 'mail' ? Email.safeParse(email) : undefined;
    const bad = address?.success === false;
    setEmailError(bad ? 'Enter an e-mail address, such as bo@example.com.' : undefined);
    if (bad) return form.querySelector<HTMLElement>('[name="email"]')?.focus();
    setLink(undefined);
    setIsCopied(false);
    const wish = {
      role,
      hours: Number(hours),
      conversations: channel === '' ? [] : [channel],
      ...(address?.success ? { email: address.data } : { mostUses: Number(uses) }),
    };
    const work = async () => {
      // The same wish after a lost answer goes under the same key; after a success it is another.
      const { token, mail } = await client.ask('invitations.create', {
        ...wish,
        key: keyFor(`${made.current} ${JSON.stringify(wish)}`),
      });
      made.current += 1;
      if (token) setLink(linkOf(window.location.origin, token));
      setEmail('');
      onMade();
      return mail;
    };
    void attempt.run(work, (mail) =>
      address?.success ? mailSaid(address.data, mail) : 'Here is the link. It is shown only now.',
    );
  };
  const copy = () => {
    if (link) void navigator.clipboard.writeText(link).then(() => setIsCopied(true));
  };
  return (
    <form aria-label="Invite people" noValidate onSubmit={invite}>
      <NativeSelect
        label="How"
        value={way}
        onChange={(event) => setWay(event.currentTarget.value)}
        data={[
          { value: 'link', label: 'By a link' },
          { value: 'mail', label: 'By e-mail' },
        ]}
      />
      {way === 'mail' && (
        <TextInput
          label="E-mail"
          name="email"
          type="email"
          autoComplete="off"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={emailError}
        />
      )}
      <NativeSelect
        label="As"
        description={role === 'guest' ? 'Guests see only the conversations that they are brought into.' : undefined}
        value={role}
        onChange={(event) => setRole(event.currentTarget.value as Role)}
        data={invitedBy(myRole).map((value) => ({ value, label: roleNames[value] }))}
      />
      <NativeSelect
        label="Channel to start in"
        value={channel}
        onChange={(event) => setChannel(event.currentTarget.value)}
        data={[{ value: '', label: 'None' }, ...rooms.map(({ id, title }) => ({ value: id, label: title }))]}
      />
      {way === 'link' && (
        <NativeSelect
          label="For how many people"
          value={uses}
          onChange={(event) => setUses(event.currentTarget.value)}
          data={['1', '5', '25', '100', '500']}
        />
      )}
      <NativeSelect label="Ends" value={hours} onChange={(event) => setHours(event.currentTarget.value)} data={ends} />
      <div>
        <Button type="submit" loading={attempt.busy}>
          {way === 'mail' ? 'Send invitation' : 'Create link'}
        </Button>
      </div>
      <AttemptNotice attempt={attempt} />
      {link && (
        <div className={classes.tools}>
          <TextInput
            className={classes.main!}
            label="Link"
            readOnly
            value={link}
            onFocus={(event) => event.currentTarget.select()}
          />
          <Button variant="default" onClick={copy}>
            Copy link
          </Button>
          <span role="status">{isCopied && 'Copied.'}</span>
        </div>
      )}
    </form>
  );
};
