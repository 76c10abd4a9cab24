import { MAX_DEPTH as RELATION_DEPTH, MAX_LENGTH } from '../assay/relations/grammar.ts';
import { MAX_TESTED } from '../assay/constraints/tally.ts';
import { IN_ALL, MOST_EXPLAINED, MOST_STEPS } from '../assay/diagnosis/diagnose.ts';
import { MAX_RELATIONS } from '../assay/relations/relations-file.ts';
import { MAX_EDITIONS } from '../brief/brief-folder.ts';
import { MAX_BYTES as FONT_BYTES } from '../brief/style-fonts.ts';
import { MAX_BYTES as LOGO_BYTES } from '../brief/style-logo.ts';
import { TIME_LIMIT } from '../browser/browser.ts';
import { DRAWING_LIMITS, MAX_MARKS as CHART_MARKS, MAX_ROWS as CHART_ROWS } from '../chart/chart-limits.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import { MAX_SEPARATORS } from '../core/files/csv-syntax.ts';
import { MAX_SCALAR } from '../core/files/yaml-file.ts';
import { MAX_STATEMENTS } from '../dataset/dataset-folder.ts';
import { MAX_DIGITS } from '../core/numbers/decimal.ts';
import { MAX_TEXT_BYTES } from '../core/machine/workspace.ts';
import { MAX_CHARACTERS as MAX_PARAGRAPH, MAX_MARKS, MAX_WORD } from '../document/mark-limits.ts';
import { MAX_DEPTH, MAX_ROWS } from '../document/transforms/size-limits.ts';
import { MAX_BYTES as PAGE_BYTES } from '../embedding/page-text.ts';
import { MAX_CELLS, MAX_PLACES } from '../tables/importing/grid.ts';
import { MAX_VALUE, QUERY_LIMITS } from '../tables/importing/query/duckdb.ts';
import { MAX_PART_BYTES, MAX_PARTS } from '../tables/importing/spreadsheet/archive.ts';
import { MAX_CHARACTERS, MAX_MERGED } from '../tables/importing/spreadsheet/sheet-cells.ts';
import { MAX_WORKBOOK_BYTES } from '../tables/importing/spreadsheet/workbook.ts';
import { MAX_PAGES } from '../output/pdf/page-print.ts';
import { LIMITS } from '../preview/loopback-server.ts';
import { MAX_ROUNDS } from '../template/filling.ts';
import { tableOf } from './markdown-table.ts';

/** What is limited, to how much, and the rule that says so. */
type Limit = readonly [what: string, most: string, said: RuleId | 'the connection is ended' | 'the build stops'];

const FILES: readonly Limit[] = [
  ['a text file', mebibytes(MAX_TEXT_BYTES), 'file/too-large'],
  ['a CSV file', `${count(MAX_SEPARATORS)} cells`, 'file/too-large'],
  ['a text in YAML', `${count(MAX_SCALAR)} characters`, 'file/too-large'],
  ['a dataset', `${count(MAX_STATEMENTS)} figures`, 'assay/too-many'],
  ['a file of relations', `${count(MAX_RELATIONS)} relations`, 'assay/too-many'],
  ['a relation', `${count(MAX_LENGTH)} characters, ${RELATION_DEPTH} levels of parentheses`, 'assay/syntax'],
  ['the tests of a dataset, each with its figures', count(MAX_TESTED), 'assay/too-many'],
  ['contradicted tests for which Assay searches for slips', count(MOST_EXPLAINED), 'assay/contradiction'],
  [
    'the search for slips that explain contradicted tests',
    `${count(MOST_STEPS)} steps, ${count(IN_ALL * MOST_STEPS)} in all: about a second for each million`,
    'assay/contradiction',
  ],
  ['a number', `${MAX_DIGITS} digits`, 'dataset/not-a-decimal'],
  ['a font', mebibytes(FONT_BYTES), 'file/too-large'],
  ['a logo', mebibytes(LOGO_BYTES), 'file/too-large'],
  ['a page with regions', mebibytes(PAGE_BYTES), 'file/too-large'],
];

const IMPORTS: readonly Limit[] = [
  ['a workbook', mebibytes(MAX_WORKBOOK_BYTES), 'file/too-large'],
  ['its unpacked content', `${mebibytes(MAX_PART_BYTES)}, ${count(MAX_PARTS)} files`, 'import/unreadable'],
  ['a sheet or CSV table', `${count(MAX_CELLS)} cells`, 'import/unreadable'],
  ['empty and filled cells from its first to its last', count(MAX_PLACES), 'import/unreadable'],
  ['characters in a sheet', count(MAX_CHARACTERS), 'import/unreadable'],
  ['merged cells in a sheet', count(MAX_MERGED), 'import/unreadable'],
  ['a query', `${QUERY_LIMITS.ended / 1000} s, 1 GB of memory`, 'import/query'],
  ['its result', `${count(MAX_CELLS)} cells of ${count(MAX_VALUE)} characters`, 'import/query'],
];

const BRIEFS: readonly Limit[] = [
  ['a brief', `${count(MAX_EDITIONS)} editions`, 'file/too-large'],
  ['loops and partials in a template', `${count(MAX_ROUNDS)} rounds`, 'template/too-large'],
  ['a paragraph', `${count(MAX_PARAGRAPH)} characters, ${count(MAX_MARKS)} brackets and marks`, 'document/too-long'],
  ['a word', `${count(MAX_WORD)} letters and digits`, 'document/too-long'],
  ['a table', `${count(MAX_ROWS)} rows`, 'document/too-long'],
  ['nested blocks and marks', `${MAX_DEPTH} levels`, 'document/too-deep'],
  ['a chart', `${count(CHART_ROWS)} rows, ${count(CHART_MARKS)} marks`, 'chart/too-large'],
  [
    'drawing it, in the packed program',
    `${DRAWING_LIMITS.seconds} s, ${count(DRAWING_LIMITS.megabytes)} MB`,
    'chart/too-large',
  ],
  ['a document', `${MAX_PAGES} pages`, 'output/too-long'],
  ['a step of the browser', `${TIME_LIMIT / 1000} s`, 'the build stops'],
];

const PREVIEW: readonly Limit[] = [
  ['connections at once', `${LIMITS.connections}; one more ends the oldest idle connection`, 'the connection is ended'],
  ['the head of a request', `${LIMITS.head / 1000} s`, 'the connection is ended'],
  ['a request', `${LIMITS.request / 1000} s, ${count(LIMITS.body)} bytes in its body`, 'the connection is ended'],
  ['events waiting for a slow reader', mebibytes(LIMITS.unread), 'the connection is ended'],
];

/** `docs/reference/limits.md`: what is refused because it is too much, from the numbers that the program uses. */
export function limitsPage(): string {
  const part = (title: string, limits: readonly Limit[]): string => {
    const rows = limits.map(([what, most, said]) => [what, most, said.includes('/') ? `\`${said}\`` : said]);
    return `## ${title}\n\n${tableOf(['what', 'at most', 'reported by'], rows)}\n`;
  };
  return [
    `# Limits\n\nAssay refuses what is beyond a limit within seconds, at its line, cell or file. It never cuts anything off without saying so.\n`,
    part('Files', FILES),
    part('Imports', IMPORTS),
    part('Briefs', BRIEFS),
    part('The preview', PREVIEW),
  ].join('\n');
}

function count(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

function mebibytes(bytes: number): string {
  return bytes % 2 ** 20 === 0 ? `${bytes / 2 ** 20} MiB` : `${bytes / 1024} KiB`;
}
