import { Logger } from '@aws-lambda-powertools/logger';
import type { Report } from '@parley/core';
import { countFailure } from './metrics';

/** One logger a function; its name comes from POWERTOOLS_SERVICE_NAME. It never sees message text. */
export const logger = new Logger();

/** The core's reports as structured log lines: errors with their cause, which are counted too, the rest as warnings. */
export const report: Report = (what, { error, ...details }) => {
  if (error === undefined) return logger.warn(what, details);
  countFailure();
  logger.error(what, { ...details, error: error instanceof Error ? error : new Error(String(error)) });
};
