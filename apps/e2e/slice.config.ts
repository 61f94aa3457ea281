import { defineConfig } from '@playwright/test';
import browserTests from './playwright.config';
import { inSlice } from './src/slice';

/** The journeys that `npm test` runs; all of them are `npm run e2e`. */
export default defineConfig({ ...browserTests, grep: inSlice });
