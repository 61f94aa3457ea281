import type { History } from '../history/history';
import { isInAfter, staysIn } from './stays';
import type { Violation } from './violation';

/** Property 8: who is connected, at rest, after a full round of pings, is at the head of every conversation they are in. */
export const neverQuietlyBehind = ({ logs, rests }: History): Violation[] => {
  const found: Violation[] = [];
  const stays = new Map([...logs].map(([id, log]) => [id, staysIn(log)]));
  for (const { device, person, status, shown } of rests) {
    if (status !== 'online') {
      found.push({ property: 8, sentence: `${device} is ${status} although nothing is in its way.`, evidence: [] });
      continue;
    }
    const lines = new Map(shown.map((one) => [one.conversationId, one]));
    for (const [conversationId, log] of logs) {
      const isIn = isInAfter(stays.get(conversationId)?.get(person), log.length);
      const line = lines.get(conversationId);
      if (isIn && !line)
        found.push({ property: 8, sentence: `${device} does not show ${conversationId}.`, evidence: [] });
      if (!isIn && line)
        found.push({
          property: 8,
          sentence: `${device} still shows ${conversationId}, which ${person} left.`,
          evidence: [line],
        });
      if (!isIn || !line || (line.last === log.length && !line.isStale)) continue;
      const how = line.isStale ? 'and says so, with nothing in its way' : 'and does not know it';
      const sentence = `${device} is at ${line.last} of ${log.length} in ${conversationId}, ${how}.`;
      found.push({ property: 8, sentence, evidence: [{ ...line, messages: undefined }] });
    }
  }
  return found;
};
