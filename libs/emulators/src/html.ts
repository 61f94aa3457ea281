/** Pages for people, of emulators that have some: one style, no script, and what people typed is text. */
import type { ServerResponse } from 'node:http';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand in HTML, attributes in quotation marks included. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

const style = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
ol { list-style: none; padding: 0; }
li { border: 1px solid #8888; border-radius: .5rem; padding: 1rem; margin: 1rem 0; }
h2 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: .25rem 0; }
form { margin: 1rem 0; }
button, input { box-sizing: border-box; font: inherit; padding: .5rem .75rem; min-height: 2.75rem; overflow-wrap: anywhere; }
label { display: block; }
.code { font: 600 2rem/1.2 ui-monospace, monospace; letter-spacing: .15em; user-select: all; }
:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }`;

/** What every answer that a person sees is sent with. Where its forms lead is left open: they end in redirects to other origins. */
export const pageHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
};

/** A whole page; `body` is HTML, `title` is text. */
export const htmlPage = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;

/** Answers with a page. */
export const sendPage = (res: ServerResponse, status: number, title: string, body: string): void => {
  res.writeHead(status, { ...pageHeaders, 'content-type': 'text/html; charset=utf-8' }).end(htmlPage(title, body));
};
