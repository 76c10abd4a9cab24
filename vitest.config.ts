import os from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, longest first: one that begins last keeps a single core busy while the others have nothing left. */
const LONGEST = [
  'pipeline/repository',
  'pipeline/careless',
  'rules/rule-pages',
  'docs/commands',
  'brief/faces',
  'ci/play',
  'assay/release',
  'pipeline/processes',
  'cli/program',
  'publish/git-target',
  'diff/compare-states',
  'ci/gitlab',
  'ci/pre-commit',
  'pipeline/many-editions',
  'assay/search',
  'pipeline/shards',
  'output/screen-browser',
  'chart/chart-rendering',
  'readback/readback',
  'diff/notice',
  'brief/style',
  'brief/style-keys',
  'pipeline/cache',
  'output/pdf/settled-print',
].map((name) => path.resolve('tests', `${name}.test.ts`));

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number =>
      (LONGEST.indexOf(moduleId) + LONGEST.length + 1) % (LONGEST.length + 1);
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

// Packages are resolved as users have them: otherwise parsers come with the checks of their developers, and take longer.
process.env['NODE_ENV'] = 'production';

export default defineConfig({
  test: {
    // One more than there are cores: tests also wait, for a browser, for programs that they start, and for clocks.
    maxWorkers: os.availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    // Test files share the modules of their worker: to load them again for each file takes as long as a third of the tests.
    isolate: false,
    // What was compiled stays in node_modules, by its content: a run of a folder starts a third sooner.
    experimental: { fsModuleCache: true },
    // As in src/cli/main.ts: most code of a test runs too seldom to be worth optimising.
    // What a test makes is garbage soon: a nursery of the usual size would be swept four times as often.
    execArgv: [
      '--max-semi-space-size=64',
      ...(process.versions.v8.startsWith('11.3.') ? ['--interrupt-budget=270000'] : []),
    ],
    // Results of earlier builds are kept only where a test asks for it, and nothing is coloured.
    env: { NODE_ENV: 'test', ASSAY_CACHE: 'off', FORCE_COLOR: '0' },
    globalSetup: ['tests/shared-folder.ts'],
    setupFiles: [
      // For `npm run record`: what messages are made of is written down.
      ...(process.env['ASSAY_RECORD_MESSAGES'] === undefined ? [] : ['tests/record/messages-setup.ts']),
      ...(process.env['ASSAY_TEST_SEED'] === undefined ? [] : ['tests/random-seed.ts']),
    ],
    include: ['tests/**/*.test.ts'],
    // tests/long.ts says which is which. `npm test` runs all but the long ones, `npm run test:long` these and the random ones.
    tags: [
      { name: 'long', timeout: 300_000 },
      { name: 'random', timeout: 120_000 * Number(process.env['ASSAY_TEST_RUNS'] ?? 1) },
    ],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Processes end when a busy machine gets to it.
    expect: { poll: { timeout: 20_000 } },
  },
});
