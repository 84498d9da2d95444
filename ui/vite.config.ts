import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { writeTextIds } from './scripts/text-ids.js';

/** Keeps the type of all text ids level with the catalogue: once at the start, and after every change while serving. */
function textIds() {
  return {
    name: 'text-ids',
    buildStart: () => writeTextIds(),
    handleHotUpdate: ({ file }: { file: string }) => {
      if (file.endsWith('.ftl')) writeTextIds();
    },
  };
}

export default defineConfig({
  plugins: [textIds(), svelte()],
  server: {
    port: 1420,
    strictPort: true,
    // The catalogue and the bundled face lie beside this folder, in assets/.
    fs: { allow: [fileURLToPath(new URL('..', import.meta.url))] },
  },
  build: {
    target: ['safari16', 'chrome111'],
    // The content security policy allows no `data:` fonts or scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
  },
  test: {
    globalSetup: ['tests/build.ts'],
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A busy computer is slow, not wrong.
    expect: { poll: { timeout: 10_000 } },
  },
  resolve: process.env.VITEST ? { conditions: ['browser'] } : {},
});
