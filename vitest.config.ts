import { defineConfig } from 'vitest/config';
import { kernels } from './scripts/lib/kernel-plugin.mjs';

export default defineConfig({
  plugins: [kernels()],
  test: { include: ['test/unit/**/*.test.ts'], setupFiles: ['test/unit/seed.ts'], environment: 'node', testTimeout: 60_000 },
});
