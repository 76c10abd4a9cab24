import { test, type TestOptions } from 'vitest';

/**
 * A test that `npm test` leaves out because it takes long and others like it stay: whole sweeps, programs that are started
 * many times, every case of a table of which a sample is always tried. `npm run test:long` runs it, and so does `.ci/run`.
 * `npx vitest run tests/…` runs every test of a file.
 */
export const LONG = { tags: ['long'] } as const satisfies TestOptions;

/** A test that draws its cases with `runs`: a few in `npm test`, more in `npm run test:long`. */
export const RANDOM = { tags: ['random'] } as const satisfies TestOptions;

/**
 * How many cases a random test draws: few in `npm test`, so many times as `ASSAY_TEST_RUNS` says in `npm run test:long`.
 * A test that fails prints the seed of its cases; `ASSAY_TEST_SEED` draws them again.
 */
export function runs(few: number): number {
  return few * Number(process.env['ASSAY_TEST_RUNS'] ?? 1);
}

type Tables = Pick<typeof test, 'each' | 'for'>;

/**
 * As `test` for a table of cases of one kind: each so many-th of them, beginning with the first, is always tried, and the
 * others are long.
 */
export function oneIn(many: number, kind: Tables = test): Tables {
  type Table = (cases: readonly unknown[]) => (name: string, ...rest: readonly unknown[]) => void;
  const parted =
    (table: Table): Table =>
    (cases) =>
    (name, run, timeout) => {
      const options = timeout === undefined ? {} : { timeout };
      const parts = [[], []] as [always: unknown[], others: unknown[]];
      for (const [at, one] of cases.entries()) parts[at % many === 0 ? 0 : 1].push(one);
      table(parts[0])(name, options, run);
      table(parts[1])(name, { ...options, ...LONG }, run);
    };
  return {
    each: parted(kind.each.bind(kind) as Table),
    for: parted(kind.for.bind(kind) as Table),
  } as unknown as Tables;
}
