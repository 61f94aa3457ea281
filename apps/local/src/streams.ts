import { type FaultSource, streamEventSource } from '@parley/emulators';
import { accessChangePatterns, removalPatterns } from '@parley/dynamodb/tables';
import { closing } from './closing';
import { credentials, region, tableNames } from './deployment';

const hourMs = 60 * 60_000;

/** Who is fed from the table's stream, with what, and when what failed is given up: as apps/infra deploys it. */
const followers = [
  { functionName: 'close-connections', filters: accessChangePatterns, maximumRecordAgeMs: 2 * hourMs },
  { functionName: 'finish-removals', filters: removalPatterns, maximumRecordAgeMs: 24 * hourMs },
] as const;

/** Feeds what changes about who may come in to those functions, each at its own pace: none waits for the other. */
export const serveAccessChanges = async ({
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
}): Promise<{ close(): Promise<void> }> => {
  const running = closing();
  try {
    for (const follower of followers) {
      const source = await streamEventSource({
        ...{ endpoint, region, credentials, invoke, tableName: tableNames.chat, ...follower },
        duplicates: () => faults.strikes('F37'),
        onError: (error) => tell(`streams ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
      });
      running.add(() => source.close());
    }
  } catch (error) {
    await running.close();
    throw error;
  }
  return { close: running.close };
};
