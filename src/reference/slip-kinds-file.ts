import { ALL_KINDS } from '../assay/slips/kinds.ts';
import { compareText } from '../core/diagnostics/text-order.ts';

/**
 * `src/dataset/slip-kinds.ts`: the names of the kinds of slips, for the schema of a dataset, which knows nothing about the
 * assay. `npm run generate` writes it before all else, because the schemas are made from it.
 */
export const SLIP_KINDS_PATH = 'src/dataset/slip-kinds.ts';

export function slipKindsFile(): string {
  const names = ALL_KINDS.flatMap(({ rows }) => rows.flatMap((row) => row.names)).toSorted(compareText);
  return `// \`npm run generate\` writes this file from \`src/assay/slips/kinds.ts\`.

/** The names of the kinds of slips, under which a dataset sets their costs. */
export const SLIP_KINDS = [
${names.map((name) => `  '${name}',\n`).join('')}] as const;

/** A kind of slip. */
export type SlipKind = (typeof SLIP_KINDS)[number];
`;
}
