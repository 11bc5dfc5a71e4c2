import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The page, built for any host: relative addresses, nothing inline, so that a strict policy needs no exception. */
export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [react()],
  resolve: { alias: { zod: here('./build/no-schemas.ts') } },
  build: {
    outDir: here('../dist/renderer'),
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 700,
  },
});
