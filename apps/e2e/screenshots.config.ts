import { defineConfig } from '@playwright/test';
import browserTests from './playwright.config';

/** Takes the pictures that the documents show, from the real thing. */
export default defineConfig({
  ...browserTests,
  testIgnore: [],
  testMatch: '**/screenshots.spec.ts',
  reporter: 'list',
});
