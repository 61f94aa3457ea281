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
  },
});
