/**
 * How many cases a random test draws: few in `npm test`, ten times as many in `npm run test:long`, which sets
 * `ASSAY_TEST_RUNS` to the factor. A test that fails prints the seed of its cases; `ASSAY_TEST_SEED` draws them again.
 */
export function runs(few: number): number {
  return few * Number(process.env['ASSAY_TEST_RUNS'] ?? 1);
}
