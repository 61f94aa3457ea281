import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startDynamodb } from '@parley/emulators';

export type DataFolder = { dynamodb: string; cognito: string; sqs: string; tls: string; log: string };

/** Where things are in a data folder, which is made when it is missing; throws a sentence when it cannot be. */
export const openDataFolder = async (folder: string): Promise<DataFolder> => {
  const data = {
    dynamodb: join(folder, 'dynamodb'),
    cognito: join(folder, 'cognito'),
    sqs: join(folder, 'sqs'),
    tls: join(folder, 'tls'),
    log: join(folder, 'functions.log'),
  };
  try {
    await makeFolders(data);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The data folder ${folder} cannot be used (${why}). Choose another: npm start -- --data <folder>`, {
      cause,
    });
  }
  return data;
};

/** Forgets everything in it but the certificate, which a person may have told their browser to trust, and nothing that is not ours; throws while another Parley uses it. */
export const resetDataFolder = async (data: DataFolder, { hasOwnEngine }: { hasOwnEngine: boolean }): Promise<void> => {
  // The engine holds the folder's lock: whoever can start it is alone.
  if (hasOwnEngine) await (await startDynamodb({ dataFolder: data.dynamodb })).stop();
  const ours = [data.dynamodb, data.cognito, data.sqs, data.log, `${data.log}.1`];
  await Promise.all(ours.map((path) => rm(path, { recursive: true, force: true })));
  await makeFolders(data);
};

const makeFolders = async ({ dynamodb, cognito, sqs, tls }: DataFolder): Promise<void> => {
  // What people wrote is nobody else's on this machine.
  for (const path of [dynamodb, cognito, sqs, tls]) await mkdir(path, { recursive: true, mode: 0o700 });
};
