import type { RequestListener } from 'node:http';
import { systemClock } from '../clock';
import { endpoint } from './endpoint';
import { openService, type Queue, type SqsOptions as ServiceOptions } from './service';

export type SqsOptions = Omit<ServiceOptions, 'clock'> & {
  clock?: ServiceOptions['clock'];
  /** Told of everything that went wrong on the service's own side. */
  onError?: (error: unknown) => void;
};

/** FIFO queues behind the API of SQS. */
export type Sqs = {
  /** Answers the API, at any path. */
  handle: RequestListener;
  /** The URL of a queue that there is. */
  urlOf(name: string): string;
  /** A queue, for an event source mapping. */
  queue(name: string): Queue;
  /** Resolves when what was changed before the call is on disk. */
  saved(): Promise<void>;
  region: string;
  accountId: string;
  /** Writes what is left to write and closes the file. Polls that wait are to be ended by their callers. */
  close(): Promise<void>;
};

/** Opens the queues with what their file holds, or empty when there is none. */
export const sqs = async ({ clock = systemClock, onError = console.error, ...options }: SqsOptions): Promise<Sqs> => {
  const service = await openService({ ...options, clock });
  const { region, accountId, saved, close } = service;
  return {
    handle: endpoint(service, onError),
    urlOf: (name) => service.named(name).url,
    queue: service.named,
    saved,
    region,
    accountId,
    close,
  };
};
