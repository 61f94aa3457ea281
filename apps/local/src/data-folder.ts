import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startDynamodb } from '@parley/emulators';

export type DataFolder = { dynamodb: string; cognito: string; log: string };

/** Where things are in a data folder, which is made when it is missing. */
export const openDataFolder = async (folder: string): Promise<DataFolder> => {
  const paths = {
    dynamodb: join(folder, 'dynamodb'),
    cognito: join(folder, 'cognito'),
    log: join(folder, 'functions.log'),
  };
  await Promise.all([paths.dynamodb, paths.cognito].map((path) => mkdir(path, { recursive: true })));
  return paths;
};

/** Forgets everything in it, but nothing that is not ours; throws while another Parley uses it. */
export const resetDataFolder = async ({ dynamodb, cognito, log }: DataFolder): Promise<void> => {
  // The engine holds the folder's lock: whoever can start it is alone.
  await (await startDynamodb({ dataFolder: dynamodb })).stop();
  await Promise.all([dynamodb, cognito, log].map((path) => rm(path, { recursive: true, force: true })));
  await Promise.all([dynamodb, cognito].map((path) => mkdir(path, { recursive: true })));
};
