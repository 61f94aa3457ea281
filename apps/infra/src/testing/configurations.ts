import { stageConfig, type StageConfig } from '../config';

const dev = stageConfig('dev');

/** Everything that a stage may decide, as what it looks like when it is on. */
const whenOn = {
  region: { region: 'eu-central-1' },
  domain: { domain: { name: 'chat.example.com', zone: { id: 'Z0123456789EXAMPLE', name: 'example.com' } } },
  google: { google: { domainPrefix: 'example-chat', secretName: 'parley/google' } },
  firewall: { firewall: true },
  healthCheck: { healthCheck: true },
  customerKey: { customerKey: true },
  deletionProtection: { deletionProtection: true },
  dailyBackups: { dailyBackups: true },
  replica: { replicaRegion: 'eu-west-1' },
  threatProtection: { threatProtection: true },
  canary: { canary: true },
  reservedConcurrency: { reservedConcurrency: true },
  tracing: { tracing: true },
  dashboard: { dashboard: true },
  auditTrail: { auditTrail: true },
} as const satisfies Record<string, Partial<StageConfig>>;
export type Toggle = keyof typeof whenOn;
export const toggles = Object.keys(whenOn) as Toggle[];

/** What a stage has with all of it on. */
export const everythingOn = {
  ...{ ...whenOn.region, ...whenOn.domain, ...whenOn.google, ...whenOn.firewall, ...whenOn.customerKey },
  ...{ ...whenOn.deletionProtection, ...whenOn.dailyBackups, ...whenOn.replica, ...whenOn.threatProtection },
  ...{ ...whenOn.canary, ...whenOn.reservedConcurrency, ...whenOn.tracing, ...whenOn.dashboard, ...whenOn.auditTrail },
};

const allOff: StageConfig = {
  ...dev,
  firewall: false,
  healthCheck: false,
  customerKey: false,
  deletionProtection: false,
  dailyBackups: false,
  threatProtection: false,
  canary: false,
  reservedConcurrency: false,
  tracing: false,
  dashboard: false,
  auditTrail: false,
};

/** A stage with just these on. */
export const configWith = (...on: readonly Toggle[]): StageConfig =>
  Object.assign({ ...allOff }, ...on.map((toggle) => whenOn[toggle]));

/** Pairs of the numbers 1 to 6. */
const pairs = [1, 2, 3, 4, 5, 6].flatMap((a) => [1, 2, 3, 4, 5, 6].filter((b) => b > a).map((b) => [a, b]));

/**
 * Seven configurations in which any two toggles are seen both on, both off, and each on without the other. Number 0 has
 * all; of the six others each toggle has two, another pair for each: two pairs differ, and leave one of the six out.
 */
export const combinations: readonly Toggle[][] = Array.from({ length: 7 }, (_, nth) =>
  toggles.filter((__, at) => nth === 0 || pairs[at]?.includes(nth)),
);
