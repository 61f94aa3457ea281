import { Email } from '@parley/protocol';
import type { StageConfig } from '../config';
import { Stopped } from './machine';

// Nobody can have an address there (RFC 2606 and 6761), so nobody could confirm it.
const isReserved = (address: string): boolean =>
  /@(.+\.)?(example\.(com|net|org)|example|test|invalid|localhost)$/i.test(address);

const meanings = {
  ownerEmail: 'whoever confirms it becomes the owner of the workspace',
  alarmEmail: 'alarms and the warnings of the budget go there',
} as const;

/** Stops where an address that somebody has to read is nobody's: a workspace without an owner lets nobody in. */
export const checkAddresses = (config: StageConfig): void => {
  const wrong = (['ownerEmail', 'alarmEmail'] as const).filter(
    (field) => !Email.safeParse(config[field]).success || isReserved(config[field]),
  );
  if (wrong.length === 0) return;
  const each = wrong.map((field) => `  ${field} is "${config[field]}": ${meanings[field]}.`);
  throw new Stopped(
    [
      `Nothing was done: ${config.stage} has no address that anybody reads. Set in apps/infra/src/settings.ts:`,
      ...each,
    ].join('\n'),
  );
};
