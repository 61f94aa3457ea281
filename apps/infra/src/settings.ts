import type { Settings } from './config';

/**
 * Yours: the one file to change, and the one that no test is about. `config.ts` says what there is to decide and what it
 * costs, `stages.ts` what a stage has where nothing stands here. docs/deploy.md goes through it.
 */
export const settings: Settings = {
  everywhere: {
    // Addresses that somebody reads: as long as either is of example.com, nothing is deployed.
    ownerEmail: 'owner@example.com',
    alarmEmail: 'owner@example.com',
    region: 'us-east-1',
  },
  dev: {},
  staging: {},
  prod: {},
};
