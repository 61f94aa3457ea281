import type { IncomingMessage, ServerResponse } from 'node:http';
import { escapeHtml, htmlPage, pageHeaders } from '../html';
import type { Mailbox } from './mailbox';
import type { Mail } from './state';

const item = ({ to, subject, code, text, sentAt }: Mail): string => {
  const sent = new Date(sentAt).toISOString();
  return `<li>
<h2>To ${escapeHtml(to)}</h2>
<p>${escapeHtml(subject)}, <time datetime="${sent}">${sent.slice(0, 19).replace('T', ' ')} UTC</time></p>
<p class="code">${escapeHtml(code)}</p>
<p>${escapeHtml(text)}</p>
</li>`;
};

const page = (mails: Mail[]): string =>
  htmlPage(
    'Mail',
    `<p>Nothing leaves this computer: mails that would have been sent end here, newest first. <a href="">Look again</a></p>
${mails.length === 0 ? '<p>No mail yet.</p>' : `<ol>\n${mails.map(item).join('\n')}\n</ol>`}`,
  );

/**
 * Answers with the newest mails: a page for people, or `{ mails: Mail[] }` for programs that ask with `?format=json`
 * or `Accept: application/json`. `?to=<address>` keeps the mails to one person.
 */
export const mailPage =
  (mail: Mailbox) =>
  (req: IncomingMessage, res: ServerResponse): void => {
    const query = new URLSearchParams(req.url?.split('?')[1]);
    const asJson = query.get('format') === 'json' || (req.headers.accept ?? '').startsWith('application/json');
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.writeHead(405, { ...pageHeaders, allow: 'GET, HEAD' }).end();
      return;
    }
    const mails = mail.list(query.get('to') ?? undefined);
    const body = asJson ? JSON.stringify({ mails }) : page(mails);
    const type = asJson ? 'application/json' : 'text/html; charset=utf-8';
    res.writeHead(200, { ...pageHeaders, 'content-type': type }).end(req.method === 'HEAD' ? undefined : body);
  };
