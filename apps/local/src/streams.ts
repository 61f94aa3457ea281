import { type FaultSource, streamEventSource } from '@parley/emulators';
import { accessChangePatterns } from '@parley/dynamodb/tables';
import { credentials, region, tableNames } from './deployment';

/** Feeds what changes about who may come in to the function that closes connections, as apps/infra deploys it. */
export const serveAccessChanges = ({
  endpoint,
  invoke,
  faults,
  tell,
}: {
  /** The engine itself: what disturbs calls to the tables does not disturb their stream. */
  endpoint: string;
  invoke: (name: string, event: unknown) => Promise<unknown>;
  /** A batch may come twice (F37). */
  faults: FaultSource;
  tell: (line: string) => void;
}) =>
  streamEventSource({
    ...{ endpoint, region, credentials, invoke },
    tableName: tableNames.chat,
    functionName: 'close-connections',
    filters: accessChangePatterns,
    maximumRecordAgeMs: 2 * 60 * 60_000,
    duplicates: () => faults.strikes('F37'),
    onError: (error) => tell(`streams ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
  });
