import type { PagesOf } from '../rule-page.ts';

const MAPPING = 'data/city-bikes/imports/table.yaml';
const SOURCE = 'sources/table.csv';
const BOOK = 'sources/table.xlsx';
const RUN = `assay import ${MAPPING} --yes`;
const RELEASED = 'release: { id: operator-2026-q1, source: operator, published: 2026-04-21, period: 2026-Q1 }\n';

function mapping(table: string, file = SOURCE): string {
  return `file: ${file}\n${RELEASED}tables:\n  - unit: count\n${table}`;
}

const MEMBERS = mapping('    rows: { Members: rides.members }\n');
const OF_BOOK = mapping('    rows: { Members: rides.members }\n    numbers: as shown\n', BOOK);
const TABLE = 'Rides,2026-Q1\nMembers,"203,100"\n';

/** Rules on imports. */
export const IMPORT_PAGES: PagesOf<'import'> = {
  'import/no-mapping': {
    why: 'What a row or column of a spreadsheet means stands nowhere in it.',
    mend: 'Write a mapping into `data/NAME/imports/`, whose `file` is the spreadsheet.',
    file: MAPPING,
    right: MEMBERS,
    also: { [SOURCE]: TABLE },
    run: `assay import ${SOURCE} --yes`,
  },
  'import/unreadable': {
    why: 'A file that is damaged, locked with a password or of an older format cannot be read cell by cell.',
    mend: 'Save it as XLSX without a password.',
    file: BOOK,
    wrong: 'not a workbook',
    right: 'Rides | 2026-Q1\nMembers | 203100.0\n',
    also: { [MAPPING]: OF_BOOK },
    run: RUN,
  },
  'import/query': {
    why: 'A query could read other files or change some, and a column of binary numbers has lost zeros that its source prints.',
    mend: 'Write one SELECT over files in the root folder, `CAST` its figures to DECIMAL or text, and let it choose rows and columns itself.',
    file: MAPPING,
    wrong: OF_BOOK.replace('  - unit', '  - sheet: S\n    query: SELECT * FROM sheet\n    unit'),
    right: OF_BOOK.replace('  - unit', '  - sheet: S\n    unit'),
    also: { [BOOK]: 'Rides | 2026-Q1\nMembers | 203100.0\n' },
    run: RUN,
  },
  'import/unknown-sheet': {
    why: 'Another sheet has other figures.',
    mend: 'Take the name of a sheet that the workbook has.',
    file: MAPPING,
    wrong: OF_BOOK.replace('  - unit', '  - sheet: Table\n    unit'),
    right: OF_BOOK.replace('  - unit', '  - sheet: S\n    unit'),
    also: { [BOOK]: 'Rides | 2026-Q1\nMembers | 203100.0\n' },
    run: RUN,
  },
  'import/bad-range': {
    why: 'A range that cannot be read, or holds nothing, imports nothing.',
    mend: 'Write it as spreadsheets do: `A4:F20`, or `A4:F` for all rows from the fourth on.',
    file: MAPPING,
    wrong: mapping('    range: D1:E2\n    rows: { Members: rides.members }\n'),
    right: mapping('    range: A1:B2\n    rows: { Members: rides.members }\n'),
    also: { [SOURCE]: TABLE },
    run: RUN,
  },
  'import/beyond-range': {
    why: 'A table that grew by a row or column would lose its newest figures.',
    mend: 'Extend the range; leave out its end (`A4:F`) so that new rows are read.',
    file: MAPPING,
    wrong: mapping('    range: A1:B2\n    rows: { Members: rides.members }\n'),
    right: mapping('    range: A1:B3\n    rows: { Members: rides.members, Casual: rides.casual }\n'),
    also: { [SOURCE]: `${TABLE}Casual,"45,200"\n` },
    run: RUN,
  },
  'import/hidden': {
    why: 'Hidden rows hold drafts and old figures as often as true ones.',
    mend: 'Say in the mapping whether they are read: `hidden: read` or `hidden: skip`.',
    file: MAPPING,
    wrong: OF_BOOK,
    right: `${OF_BOOK}    hidden: skip\n`,
    also: { [BOOK]: 'Rides | 2026-Q1\nMembers | 203100.0\nhidden: Casual | 45200.0\n' },
    run: RUN,
  },
  'import/head': {
    why: 'A column whose period is not known holds figures of nothing.',
    mend: 'Say under `periods` what the head means, or with `dates` what its dates stand for, or leave the column out with `skip`. If the mapping gives a column another year than its head, correct the mapping: it was written for an older table.',
    file: MAPPING,
    wrong: MEMBERS,
    right: mapping('    rows: { Members: rides.members }\n    periods: { This quarter: 2026-Q1 }\n'),
    also: { [SOURCE]: 'Rides,This quarter\nMembers,"203,100"\n' },
    run: RUN,
  },
  'import/period': {
    why: 'An old table that is imported as a new release would say that nothing has changed.',
    mend: 'Import the table of this period, or say which period it has: `period` in the mapping, or `--period`.',
    file: SOURCE,
    wrong: 'Rides,2025-Q4\nMembers,"203,100"\n',
    right: TABLE,
    also: { [MAPPING]: MEMBERS },
    run: RUN,
  },
  'import/row': {
    why: 'A row that the mapping does not know may be a new indicator, and would be lost.',
    mend: 'Map it to an indicator, or leave it out with `skip`.',
    file: MAPPING,
    wrong: MEMBERS,
    right: mapping('    rows: { Members: rides.members, Guests: skip }\n'),
    also: { [SOURCE]: `${TABLE}Guests,"1,200"\n` },
    run: RUN,
  },
  'import/merged': {
    why: 'A figure in merged cells may be that of one column or of all of them.',
    mend: 'Separate the cells in the spreadsheet, and leave empty what has no figure.',
    file: BOOK,
    wrong: 'Rides | 2026-Q1 | 2026-Q2\nMembers | 203100.0 | <\n',
    right: 'Rides | 2026-Q1 | 2026-Q2\nMembers | 203100.0 | 271400.0\n',
    also: { [MAPPING]: OF_BOOK },
    run: RUN,
  },
  'import/digits': {
    why: 'A spreadsheet keeps 147.2 and not whether 147.2 or 147.20 was printed, and the last printed digit says how precise a figure is.',
    mend: 'Give the cell a number format or type it as text; or write `decimals` in the mapping if the whole table has as many.',
    file: BOOK,
    wrong: 'Rides | 2026-Q1\nMembers | 203100.5 (General)\n',
    right: 'Rides | 2026-Q1\nMembers | 203100.5\n',
    also: { [MAPPING]: OF_BOOK },
    run: RUN,
  },
  'import/figure': {
    why: 'A cell with a word or two numbers is no figure, and a guess could be wrong.',
    mend: 'Correct the cell, or add its text to `missing` if it stands for none. Empty a cell that is struck through. Where a point may stand between thousands, say what it is with `decimal`.',
    file: SOURCE,
    wrong: 'Rides,2026-Q1\nMembers,not counted\n',
    right: TABLE,
    also: { [MAPPING]: MEMBERS },
    run: RUN,
  },
  'import/unit': {
    why: 'A thousand tonnes read as tonnes are a thousand times too few, and nothing else in the table need show it.',
    mend: 'Correct `unit` in the mapping, or give the row or column its own. Of a table *in thousands* it is `10^3`, or `10^3 person`.',
    file: MAPPING,
    wrong: mapping('    rows: { "Members, thousand": rides.members }\n'),
    right: mapping('    rows: { "Members, thousand": { indicator: rides.members, unit: "10^3" } }\n'),
    also: { [SOURCE]: 'Rides,2026-Q1\n"Members, thousand",203.1\n' },
    run: RUN,
  },
  'import/mark': {
    why: 'A mark beside a figure says something of it that readers must know.',
    mend: 'Explain it under `marks`, with a status or a note.',
    file: MAPPING,
    wrong: MEMBERS,
    right: mapping("    rows: { Members: rides.members }\n    marks: { '*': { status: [estimated] } }\n"),
    also: { [SOURCE]: 'Rides,2026-Q1\nMembers,"203,100*"\n' },
    run: RUN,
  },
  'import/correction': {
    why: 'Somebody corrected the figure as it was printed before. What the table prints now may need another correction, or none.',
    mend: 'Look at the source; remove the correction from the release if the print is right now, then import again.',
    file: SOURCE,
    wrong: TABLE,
    right: 'Rides,2026-Q1\nMembers,"230,100"\n',
    also: {
      [MAPPING]: MEMBERS,
      'data/city-bikes/releases/operator-2026-q1.csv':
        'indicator,measure,period,printed,status,place,corrected,evidence\nrides.members,level,2026-Q1,"230,100",,table!B2,"203,100",arithmetic\n',
      'data/city-bikes/releases/releases.csv':
        'id,source,published,period\noperator-2026-q1,operator,2026-04-21,2026-Q1\n',
    },
    run: RUN,
  },
  'import/renamed': {
    why: 'Both tables would be read as releases, and corrections that were written into the old one would be lost.',
    mend: 'Rename the old table to the new id and import again, or remove it and its line in `releases.csv`.',
    file: MAPPING,
    wrong: MEMBERS.replace('operator-2026-q1', 'operator-spring'),
    right: MEMBERS,
    also: {
      [SOURCE]: TABLE,
      'data/city-bikes/releases/operator-2026-q1.csv':
        'indicator,measure,period,printed,status,place\nrides.members,level,2026-Q1,"203,100",,table!B2\n',
      'data/city-bikes/releases/releases.csv':
        'id,source,published,period\noperator-2026-q1,operator,2026-04-21,2026-Q1\n',
    },
    run: RUN,
  },
  'import/other-table': {
    why: 'A release that somebody typed by hand must not be lost.',
    mend: 'Give the release in the mapping another id, or move the file that is there.',
    file: 'data/city-bikes/releases/operator-2026-q1.yaml',
    wrong: `${RELEASED}observations:\n  rides.casual: [{ level: '45,200' }]\n`,
    also: { [MAPPING]: MEMBERS, [SOURCE]: TABLE },
    run: RUN,
  },
};
