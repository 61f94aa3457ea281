import * as z from 'zod';
import type { Person } from './person';
import { tokenOf } from './api';

const Claims = z.object({ sub: z.string() });
const Peers = z.object({ connections: z.array(z.object({ principalId: z.string().optional() })) });

const idOf = async ({ page }: Person): Promise<string> => {
  const [, claims = ''] = (await tokenOf(page)).split('.');
  return Claims.parse(JSON.parse(Buffer.from(claims, 'base64url').toString())).sub;
};

/**
 * Breaks every connection that a person has, as `fault` of a local run's `/_faults` does: F24 is the two hours after which
 * API Gateway closes whatever is still there. The run must have been started with faults.
 */
export const strike = async (person: Person, fault: 'F23' | 'F24' | 'F26' | 'cut'): Promise<void> => {
  const response = await fetch(new URL('/_faults/strike', person.page.url()), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fault, principalId: await idOf(person) }),
  });
  if (!response.ok) throw new Error(`Nothing was struck: ${response.status} ${await response.text()}`);
};

/** How many connections the server believes a person to have. */
export const connectionsOf = async (person: Person): Promise<number> => {
  const response = await fetch(new URL('/_faults', person.page.url()));
  const id = await idOf(person);
  return Peers.parse(await response.json()).connections.filter(({ principalId }) => principalId === id).length;
};
