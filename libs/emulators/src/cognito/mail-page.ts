import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Mailbox } from './mailbox';
import type { Mail } from './state';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

const style = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
ol { list-style: none; padding: 0; }
li { border: 1px solid #8888; border-radius: .5rem; padding: 1rem; margin: 1rem 0; }
h2 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: .25rem 0; }
.code { font: 600 2rem/1.2 ui-monospace, monospace; letter-spacing: .15em; user-select: all; }
:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }`;

const item = ({ to, subject, code, text, sentAt }: Mail): string => {
  const sent = new Date(sentAt).toISOString();
  return `<li>
<h2>To ${escape(to)}</h2>
<p>${escape(subject)}, <time datetime="${sent}">${sent.slice(0, 19).replace('T', ' ')} UTC</time></p>
<p class="code">${escape(code)}</p>
<p>${escape(text)}</p>
</li>`;
};

const page = (mails: Mail[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mail</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Mail</h1>
<p>Nothing leaves this computer: mails that would have been sent end here, newest first. <a href="">Look again</a></p>
${mails.length === 0 ? '<p>No mail yet.</p>' : `<ol>\n${mails.map(item).join('\n')}\n</ol>`}
</main>
</body>
</html>
`;

/**
 * Answers with the newest mails: a page for people, or `{ mails: Mail[] }` for programs that ask with `?format=json`
 * or `Accept: application/json`. `?to=<address>` keeps the mails to one person.
 */
export const mailPage =
  (mail: Mailbox) =>
  (req: IncomingMessage, res: ServerResponse): void => {
    const query = new URLSearchParams(req.url?.split('?')[1]);
    const asJson = query.get('format') === 'json' || (req.headers.accept ?? '').startsWith('application/json');
    const headers = {
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    };
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.writeHead(405, { ...headers, allow: 'GET, HEAD' }).end();
      return;
    }
    const mails = mail.list(query.get('to') ?? undefined);
    const body = asJson ? JSON.stringify({ mails }) : page(mails);
    const type = asJson ? 'application/json' : 'text/html; charset=utf-8';
    res.writeHead(200, { ...headers, 'content-type': type }).end(req.method === 'HEAD' ? undefined : body);
  };
