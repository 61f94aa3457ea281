import { encodeHttp, type Input, type Reply, requests, type RequestType } from '@parley/protocol';
import type { Page } from '@playwright/test';

/** The access token that the page keeps. */
export const tokenOf = async (page: Page): Promise<string> => {
  const token = await page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) =>
      /^CognitoIdentityServiceProvider\..+\.accessToken$/.test(name),
    );
    return key ? localStorage.getItem(key) : null;
  });
  if (!token) throw new Error('Nobody is signed in on this page.');
  return token;
};

/** Asks over HTTP, as the person with this token. */
export const ask = async <T extends RequestType>(
  { url, token }: { url: string; token: string },
  type: T,
  body: Input<T>,
): Promise<Reply<T>> => {
  const http = encodeHttp(type, body);
  if (!http) throw new Error(`${type} has no HTTP route.`);
  const response = await fetch(new URL(http.path, url), {
    method: http.method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(http.text === undefined ? {} : { body: http.text }),
  });
  if (!response.ok) throw new Error(`${type} answered ${response.status}: ${await response.text()}`);
  return requests[type].reply.parse(await response.json()) as Reply<T>;
};
