import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // As many as there are cores: by default one fewer, which leaves a machine of two cores half idle.
    maxWorkers: '100%',
    // Test files share the modules of their worker: to load them anew for each file takes as long as a third of the tests.
    isolate: false,
    // As in src/cli/main.ts: most code of a test runs too seldom to be worth optimising.
    execArgv: process.versions.v8.startsWith('11.3.') ? ['--interrupt-budget=270000'] : [],
    // Results of earlier builds are kept only where a test asks for it, and nothing is coloured.
    env: { ASSAY_CACHE: 'off', FORCE_COLOR: '0' },
    globalSetup: ['tests/shared-folder.ts'],
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
