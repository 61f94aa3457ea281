import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    target: 'es2023',
    outDir: 'dist',
    // The polyfill is an inline script in the page, which our content security policy refuses; every browser of the
    // target preloads modules by itself.
    modulePreload: { polyfill: false },
    // A data: address is no 'self': small icons stay files.
    assetsInlineLimit: 0,
    manifest: true,
    // In one file with zod, the guard has spoken before the first schema is made, in whatever file that is.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'guard', test: /\/(app\/(guard-markup|trusted-types)\.ts$|node_modules\/zod\/)/ }],
        },
      },
    },
  },
});
