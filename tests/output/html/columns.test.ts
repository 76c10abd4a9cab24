import { expect, test } from 'vitest';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { parseDocument } from '../../../src/document/document-parser.ts';
import { nodesOf } from '../../../src/document/tree-walk.ts';
import { type FigureColumn, figureColumns } from '../../../src/output/html/columns.ts';
import { fill } from '../../document/fill.ts';

/** The columns of a table of two rows. */
function columnsOf(...cells: readonly string[]): readonly (FigureColumn | undefined)[] {
  const rows = [cells.slice(0, 2), cells.slice(2)].map((row) => `| Tin | ${row.join(' | ')} |`);
  const text = ['# Title {#top}', '', '| Metal | Before | Now |', '| :-- | --: | --: |', ...rows, ''].join('\n');
  const { root } = parseDocument(fill(text), new Map(), { locale: 'en' }, new Diagnostics());
  return nodesOf(root, 'table').flatMap((table) => figureColumns(table, '.'));
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
  expect(columnsOf(...cells).map((column) => column?.latest)).toEqual(latest);
});

test.each([
  ['the most of a column', ['⟦14.7⟧', '⟦5⟧', '⟦2.25⟧', '⟦6⟧'], [2, 0]],
  ['those of a number that was typed', ['1,024.5', '⟦5⟧', '⟦2⟧', '(0.125)'], [1, 0]],
  ['none where units differ', ['⟦14.7 Mt⟧', '⟦5.5%⟧', '⟦2.25 kt⟧', '⟦6.5⟧'], [0, 0]],
  ['those of the last number of a cell', ['⟦5⟧ (⟦10.44%⟧)', '⟦5.25⟧ in 2024', '⟦6⟧ (⟦9.1%⟧)', '⟦6.5⟧ in 2025'], [2, 0]],
  ['none for a mark', ['–', '–', '⟦2.25⟧', '–'], [2, 0]],
])('decimals: %s', (_, cells, decimals) => {
  expect(columnsOf(...cells).flatMap((column) => column?.decimals ?? [])).toEqual(decimals);
});
