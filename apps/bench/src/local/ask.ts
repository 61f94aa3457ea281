import {
  encodeHttp,
  type Entry,
  type Input,
  type RefusalCode,
  type Reply,
  requests,
  type RequestType,
} from '@parley/protocol';

export type Asking = { url: string; token: () => Promise<string> };

/** Tries of one request that must be answered before or after the history: faults may still strike. */
const tries = 20;

/** Asks over HTTP until it is answered, with the same body, so the same key; or until it is refused by one of these codes. */
const insist = async <T extends RequestType>(
  { url, token }: Asking,
  type: T,
  body: Input<T>,
  settling: readonly RefusalCode[],
): Promise<{ reply: Reply<T> } | { refused: RefusalCode }> => {
  const http = encodeHttp(type, body);
  if (!http) throw new Error(`${type} has no HTTP route.`);
  for (let nth = 1; ; nth += 1) {
    const response = await fetch(new URL(http.path, url), {
      method: http.method,
      headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
      ...(http.text === undefined ? {} : { body: http.text }),
    }).catch(() => undefined);
    if (response?.ok) return { reply: requests[type].reply.parse(await response.json()) as Reply<T> };
    const text = await response?.text();
    const refused = settling.find((code) => text?.includes(`"code":"${code}"`));
    if (refused) return { refused };
    const said = response ? `${response.status}: ${text}` : 'nothing';
    if (nth === tries) throw new Error(`${type} was answered ${said}, ${tries} times.`);
    await new Promise((resume) => setTimeout(resume, 250));
  }
};

/** Asks over HTTP until it is answered, with the same body, so the same key. */
export const ask = async <T extends RequestType>(asking: Asking, type: T, body: Input<T>): Promise<Reply<T>> => {
  const answer = await insist(asking, type, body, []);
  if ('refused' in answer) throw new Error(`${type} was refused: ${answer.refused}.`);
  return answer.reply;
};

/** Asks until it is so: what already was, was done by a try whose answer was lost. */
export const askUntilSo = async <T extends RequestType>(asking: Asking, type: T, body: Input<T>): Promise<void> => {
  await insist(asking, type, body, ['nothing_to_change']);
};

/** A whole log, page by page. */
export const wholeLog = async (asking: Asking, conversationId: string): Promise<Entry[]> => {
  const entries: Entry[] = [];
  for (;;) {
    const page = await ask(asking, 'messages.changes', { conversationId, after: entries.length });
    entries.push(...page.entries);
    if (entries.length >= page.head || page.entries.length === 0) return entries;
  }
};
