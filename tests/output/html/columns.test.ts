import { expect, test } from 'vitest';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { parseDocument } from '../../../src/document/document-parser.ts';
import { nodesOf } from '../../../src/document/tree-walk.ts';
import { figureColumns } from '../../../src/output/html/columns.ts';
import { fill } from '../../document/fill.ts';

/** Which columns of a table of two rows stand for the latest period. */
function latestColumns(...cells: readonly string[]): (boolean | undefined)[] {
  const rows = [cells.slice(0, 2), cells.slice(2)].map((row) => `| Tin | ${row.join(' | ')} |`);
  const text = ['# Title {#top}', '', '| Metal | Before | Now |', '| :-- | --: | --: |', ...rows, ''].join('\n');
  const { root } = parseDocument(fill(text), new Map(), { locale: 'en' }, new Diagnostics());
  return nodesOf(root, 'table').flatMap((table) => figureColumns(table, '.').map((column) => column?.latest));
}

const OLD = '⟦3||tin@2024⟧';
const NEW = '⟦4||tin@2025⟧';
const WORKED_OUT = '⟦2|derived|tin@2025 ÷ (1 + tin:growth@2025)⟧';

test.each([
  ['levels of two years', [OLD, NEW, OLD, NEW], [undefined, false, true]],
  ['a gap that was filled here', [OLD, NEW, WORKED_OUT, NEW], [undefined, false, true]],
  ['a column that was worked out altogether', [WORKED_OUT, NEW, WORKED_OUT, NEW], [undefined, false, false]],
  ['two years in one column', [OLD, NEW, NEW, NEW], [undefined, false, false]],
])('%s', (_, cells, latest) => {
  expect(latestColumns(...cells)).toEqual(latest);
});
