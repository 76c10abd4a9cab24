import { DATASET, type PagesOf, RELEASE, TEMPLATE } from '../rule-page.ts';

const TABLE = 'data/city-bikes/releases/operator-2026-q1.csv';
const RELEASES = {
  'data/city-bikes/releases/releases.csv': 'id,source,published,period\noperator-2026-q1,operator,2026-04-21,2026-Q1\n',
};

/** Rules on reading files: text, YAML, its shape, and tables. */
export const FILE_PAGES: PagesOf<'file' | 'yaml' | 'schema' | 'csv' | 'table'> = {
  'file/unreadable': {
    why: 'A file that is named and cannot be read would leave a hole that nobody sees, such as a font that a reader gets another in place of.',
    mend: 'Correct the name, put the file there, or give it the permission to be read.',
    file: 'templates/city-bikes/style.yaml',
    wrong: 'logo: { file: logo.svg, alt: { en: City bikes } }',
    right: "colours: { accent: '#0b5d7a' }",
  },
  'file/encoding': {
    why: 'Text in another encoding shows other letters than those that were meant, and one wrong letter can be a unit.',
    mend: 'Save the file as UTF-8, without NUL.',
    file: TEMPLATE,
    wrong: '\u0000',
    right: 'Rides in town.',
  },
  'file/control-character': {
    why: 'Marks that no editor shows can turn the direction of a text, so that readers see other figures than those that are tested.',
    mend: 'Remove the character; the message names it.',
    file: TEMPLATE,
    wrong: 'Rides \u202Ein town.',
    right: 'Rides in town.',
  },
  'file/too-large': {
    why: 'A file or text of that size is a mistake, such as a whole table in one cell, and would make a build take very long.',
    mend: 'Split the file, or look for a quotation mark that is not closed.',
    file: DATASET,
    wrong: '# A remark that somebody pasted. ',
    right: '# A remark.',
    times: 800_000,
  },
  'yaml/syntax': {
    why: 'A file that cannot be parsed says nothing, and a guess at what was meant could be wrong.',
    mend: 'Do what the hint says: usually a bracket or quotation mark is not closed, or a line is indented otherwise than its neighbours.',
    file: RELEASE,
    wrong: '{ level: 93.6%, at: text/4',
    right: '{ level: 93.6%, at: text/4 }',
  },
  'yaml/duplicate-key': {
    why: 'Of two values for one key YAML keeps the last in silence, so a figure would be lost.',
    mend: 'Merge the two, or remove one.',
    file: RELEASE,
    wrong: '{ level: 93.6%, level: 96.3%, at: text/4 }',
    right: '{ level: 93.6%, at: text/4 }',
  },
  'yaml/torn-scalar': {
    why: 'Inside braces YAML starts a new key at a comma, so `1,450` without quotes becomes the figure 1 and a key 450.',
    mend: 'Put the figure between quotes.',
    file: RELEASE,
    wrong: '{ level: 1,450, period: 2025-12-31, at: text/3 }',
    right: "{ level: '1,450', period: 2025-12-31, at: text/3 }",
  },
  'yaml/no-anchors': {
    why: 'Whoever reads a figure must see it where it stands. An alias shows a name in its place.',
    mend: 'Write the value itself in each place.',
    file: RELEASE,
    wrong: '{ level: &ready 93.6%, at: text/4 }',
    right: '{ level: 93.6%, at: text/4 }',
  },
  'schema/unknown-key': {
    why: 'A mistyped key would be ignored, and what stands beside it with it.',
    mend: 'Take the key that the hint proposes, or remove it.',
    file: DATASET,
    wrong: 'license: CC-BY-4.0',
    right: 'licence: CC-BY-4.0',
  },
  'schema/missing-key': {
    why: 'What a file must say has no default that would be right everywhere, such as who publishes a dataset, and under which licence.',
    mend: 'Add the key; the hint says what it means.',
    file: DATASET,
    wrong: 'publisher: The editors of this brief',
    right: 'publisher: The editors of this brief\nlicence: CC-BY-4.0',
  },
  'schema/wrong-type': {
    why: 'A value of another shape cannot be read as what was meant: a list where a text is needed, or a kind that does not exist.',
    mend: 'Write it in the form that the message names.',
    file: DATASET,
    wrong: 'kind: ratios',
    right: 'kind: ratio',
  },
  'schema/empty': {
    why: 'A key without a value usually means that something was forgotten.',
    mend: 'Write the value, or remove the key.',
    file: DATASET,
    wrong: 'licence:',
    right: 'licence: CC-BY-4.0',
  },
  'csv/syntax': {
    why: 'In a table that is not well formed, cells move into other columns, and figures to other indicators.',
    mend: 'Close the quotation mark, or double those inside a cell.',
    file: TABLE,
    wrong: 'indicator,measure,period,printed\nrides,level,2026-Q1,"251,300\n',
    right: 'indicator,measure,period,printed\nrides,level,2026-Q1,"251,300"\n',
    also: RELEASES,
  },
  'csv/columns': {
    why: 'A column that is missing or mistyped leaves every row without what it says.',
    mend: 'Correct the first line; the hint names the columns that are known.',
    file: TABLE,
    wrong: 'indicator,measure,period,figure\nrides,level,2026-Q1,"251,300"\n',
    right: 'indicator,measure,period,printed\nrides,level,2026-Q1,"251,300"\n',
    also: RELEASES,
  },
  'table/ragged-row': {
    why: 'In a row with a cell too few or too many, nobody knows which figure belongs to which period.',
    mend: 'Write `..` where the table has no figure, and quote a cell with a comma in CSV.',
    file: RELEASE,
    wrong: 'rides.casual: 43,700 103,900   331,900',
    right: 'rides.casual: 43,700 103,900 127,400   331,900',
  },
  'csv/spreadsheet': {
    why: 'Spreadsheets turn figures into dates and powers of ten, and drop zeros. What is left is not what the source printed.',
    mend: 'Type the digits as the source prints them, in a cell for text.',
    file: TABLE,
    wrong: 'indicator,measure,period,printed\nrides,level,2026-Q1,2.5E+05\n',
    right: 'indicator,measure,period,printed\nrides,level,2026-Q1,"251,300"\n',
    also: RELEASES,
  },
  'csv/calculated': {
    why: 'A build writes calculated columns into its tables. Where they disagree with the figure beside them, somebody changed one and not the other.',
    mend: 'Correct the figure, or remove the calculated column.',
    file: TABLE,
    wrong: 'indicator,measure,period,printed,value\nrides,level,2026-Q1,"251,300",251800\n',
    right: 'indicator,measure,period,printed,value\nrides,level,2026-Q1,"251,300",251300\n',
    also: RELEASES,
  },
};
