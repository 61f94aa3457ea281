import { tests } from '../../tools/vitest.ts';

export default tests(import.meta.dirname, {
  environment: 'happy-dom',
  restoreMocks: true,
  setupFiles: ['src/test-setup.ts'],
  // Rendering a form takes seconds where all cores are busy.
  testTimeout: 30_000,
});
