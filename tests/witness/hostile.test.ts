import fs from 'node:fs/promises';
import path from 'node:path';
import { zipSync, strToU8 } from 'fflate';
import { describe, expect, onTestFinished, test } from 'vitest';
import { assayHere } from '../cli/program.ts';
import { edit, hashesIn, makeRoot } from '../cli/root.ts';
import { type Change, type Told, witnessed } from './case.ts';
import { lines, smallPdf } from './small-pdf.ts';
import { workbook } from './small-workbook.ts';
import { LONG, oneIn } from '../long.ts';

const RELEASE = 'data/harbour/releases/port-en-2025.yaml';
const HEAD = 'source_file: sources/port-en.txt';
const HARBOUR = path.resolve('tests/witness/harbour');

/** What is said about the English release if its source is another file. */
function told(file: string, content: string | Buffer, record = 'keep: text\n'): Promise<Told> {
  return witnessed([
    [RELEASE, HEAD, `source_file: ${file}`],
    [file, content],
    [file.replace(/\.\w+$/, '.yaml'), record],
  ]);
}

/** Milliseconds of the processor within which there is an answer, also on a machine that others use. */
const SOON = 20_000;

async function soon<T>(work: () => Promise<T>): Promise<T> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(SOON);
  return result;
}

const PAGE = (inside: string): string => `<!doctype html><html><body>${inside}</body></html>`;
const PASSWORD = {
  objects: [`<</Filter/Standard/V 1/R 2/P -4/O<${'41'.repeat(32)}>/U<${'42'.repeat(32)}>>>`],
  trailer: '/Encrypt 10 0 R/ID[<41><41>]',
};
/** A font none of whose letters is one of Unicode. */
const UNMAPPED = `/BaseFont/Odd/Encoding<</Type/Encoding/Differences[0 ${Array.from({ length: 128 }, (_, at) => `/odd${at}`).join(' ')}]>>`;

type Case = readonly [what: string, file: string, content: string | Buffer, says: RegExp];

const CASES: readonly Case[] = [
  ['an empty file', 'sources/a.txt', '', /is empty/],
  ['a damaged PDF', 'sources/a.pdf', '%PDF-1.7\nnothing', /is not a PDF, or a damaged one/],
  ['a PDF that is cut off', 'sources/a.pdf', smallPdf([lines('41.37')]).subarray(0, 200), /damaged/],
  ['a PDF with a password', 'sources/a.pdf', smallPdf([lines('41.37 million t')], PASSWORD), /asks for a password/],
  ['a PDF of pictures', 'sources/a.pdf', smallPdf(['0 0 100 100 re f', '']), /page 1 is a picture/],
  ['a PDF without a page', 'sources/a.pdf', smallPdf([]), /without a page/],
  [
    'a PDF whose letters are none that are known',
    'sources/a.pdf',
    smallPdf([lines('41.37 million tonnes were handled')], { font: UNMAPPED }),
    /does not say which letters/,
  ],
  [
    'a PDF that is called a text',
    'sources/a.txt',
    smallPdf([lines('41.37')]),
    /is a PDF, and its name says that it is a text/,
  ],
  ['a page that is called a CSV file', 'sources/a.csv', PAGE('<p>41.37'), /is an HTML page, .* a CSV file/],
  ['a text with NUL', 'sources/a.txt', 'Cargo\0 41.37', /is not a text/],
  ['a page in an unknown encoding', 'sources/a.html', PAGE('<meta charset="klingon"><p>41.37'), /encoding is klingon/],
  [
    'an archive that is called a workbook',
    'sources/a.xlsx',
    Buffer.from(zipSync({ 'a.txt': strToU8('41.37') })),
    /is a ZIP archive/,
  ],
  [
    'a document that is called a workbook',
    'sources/a.xlsx',
    Buffer.from(zipSync({ 'word/document.xml': strToU8('<w/>') })),
    /is a DOCX document, and its name says that it is an XLSX workbook/,
  ],
  [
    'an OpenDocument spreadsheet that is called a workbook',
    'sources/a.xlsx',
    Buffer.from(
      zipSync({
        mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
        'content.xml': strToU8('<a/>'),
      }),
    ),
    /is an ODS spreadsheet/,
  ],
  [
    'an older workbook',
    'sources/a.xlsx',
    Buffer.from('\u00D0\u00CF\u0011\u00E0 and more', 'latin1'),
    /is an XLS or DOC file/,
  ],
  [
    'a damaged workbook',
    'sources/a.xlsx',
    workbook([['Goods', '41.37']]).subarray(0, 300),
    /cannot be read|damaged|ZIP/,
  ],
  [
    'a workbook that unpacks to 200 MB',
    'sources/a.xlsx',
    Buffer.from(zipSync({ 'xl/workbook.xml': new Uint8Array(200 << 20) }, { level: 1 })),
    /is too large: unpacked it has more than 64 MB/,
  ],
  [
    'a workbook with an entity that grows',
    'sources/a.xlsx',
    workbook([['Goods', '41.37']], (xml) =>
      xml.replace('<workbook', '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><workbook'),
    ),
    /declares a document type/,
  ],
  ['elements 100,000 deep', 'sources/a.html', PAGE(`${'<div>'.repeat(100_000)}41.37`), /elements within one another/],
  ['headers 6,000 deep', 'sources/a.html', PAGE(`${'<header>'.repeat(6_000)}41.37`), /elements within one another/],
  [
    'cells that span a million rows and columns',
    'sources/a.html',
    PAGE(`<table>${`<tr>${'<td colspan=1000000000 rowspan=1000000000>41'.repeat(100)}`.repeat(100)}</table>`),
    /places/,
  ],
  [
    '300,000 cells',
    'sources/a.html',
    PAGE(`<table>${'<tr><td>1<td>2<td>3'.repeat(100_000)}</table>`),
    /more than 250000 cells/,
  ],
  ['300,000 numerals', 'sources/a.txt', '1 2 3\n'.repeat(100_000), /more than 250000 numerals/],
  [
    'a paragraph of a million letters',
    'sources/a.txt',
    'abc 1.2% '.repeat(120_000),
    /paragraph of more than 100000 letters/,
  ],
];

test('a sentence of 99,000 letters is read within the time of the other cases', LONG, async () => {
  const text = '1st 2nd growth of the share '.repeat(3_500);
  const { told: found } = await soon(() => told('sources/a.txt', `${text} 5%`));
  // nothing of the release is in it
  expect(found).toHaveLength(1);
});

describe('a source that cannot be read is one message at the line that names it', () => {
  oneIn(3).for(CASES)('%s', async ([, file, content, says]) => {
    const { told: found, messages, witnessed: releases } = await soon(() => told(file, content));
    expect(messages.join('\n')).toMatch(says);
    expect(found).toEqual(['witness/unreadable port-en-2025.yaml:1']);
    expect(releases.filter(({ read }) => read !== undefined)).toHaveLength(2);
  });
});

describe('a file of 200 MB', () => {
  test.for(['a.txt', 'a.html', 'a.csv', 'a.xlsx', 'a.pdf'])('%s', async (name) => {
    const root = await makeRoot(HARBOUR);
    onTestFinished(() => fs.rm(root, { recursive: true }));
    await edit(root, RELEASE, (text) => text.replace(HEAD, `source_file: sources/${name}`));
    // Nothing is written for what is not there.
    const file = await fs.open(path.join(root, 'sources', name), 'w');
    await file.truncate((200 << 20) + 1);
    await file.close();
    const run = await soon(() => assayHere(['check', '--root', root]));
    expect(run.stderr).toMatch(/has 209715201 bytes, and at most \d+ are read/);
    expect(run.stderr).toMatch(/^1 error, 0 warnings$/m);
  });
});

test('what nobody sees in a text parts no number, and a text in UTF-16 is read', async () => {
  const text = await fs.readFile(path.join(HARBOUR, 'sources/port-en.txt'), 'utf8');
  const odd = text.replace('41.37', '41\u200B.3\u00AD7').replace('318.6', '\u202D318.6\u202C');
  const again = await witnessed([['sources/port-en.txt', Buffer.from(`\uFEFF${odd}`, 'utf16le')]]);
  expect(again.told).toEqual([]);
});

test('a page in the encoding that it names is read', async () => {
  const page = Buffer.from(
    '<!doctype html><meta charset="windows-1252"><p>Revenue was \u20AC318.6 million.'.replace('\u20AC', '\u0080'),
    'latin1',
  );
  const { witnessed: found } = await witnessed([
    [
      RELEASE,
      `release: { id: port-en-2025, source: port_en, published: 2026-02-04, period: 2025, source_file: sources/a.html }\nobservations: { revenue: [{ level: 318.6 million EUR }] }\n`,
    ],
    ['sources/a.html', page],
  ]);
  expect(found.find(({ release }) => release.id === 'port-en-2025')).toMatchObject({ read: 1, unread: 0 });
});

describe('a path that leads elsewhere', () => {
  test.for(['../../etc/passwd', '/etc/passwd', 'sources/../../passwd.txt', '/etc/passwd.txt', '..\\passwd.txt'])(
    '%s is refused where it is written',
    async (file) => {
      const root = await makeRoot(HARBOUR);
      onTestFinished(() => fs.rm(root, { recursive: true }));
      await edit(root, RELEASE, (text) => text.replace(HEAD, `source_file: '${file}'`));
      const run = await assayHere(['check', '--root', root]);
      expect(run.stderr).toMatch(/port-en-2025\.yaml:1:\d+/);
      expect(run.stderr).toMatch(/\[schema\/\S+\]/);
      expect(run.stderr).not.toContain('root:');
    },
  );

  test('a link out of the project is not read', async () => {
    const root = await makeRoot(HARBOUR);
    onTestFinished(() => fs.rm(root, { recursive: true }));
    await fs.rm(path.join(root, 'sources/port-en.txt'));
    await fs.symlink('/etc/passwd', path.join(root, 'sources/port-en.txt'));
    const run = await assayHere(['check', '--root', root]);
    expect(run.stderr).toMatch(/sources\/port-en\.txt cannot be read/);
    expect(run.stderr).toMatch(/^1 error, 0 warnings$/m);
  });
});

describe('a record that is none is one message in it', () => {
  const bomb = `a: &a [1,1,1,1,1,1,1,1]\n${'bcdefghi'
    .split('')
    .map((name, at) => `${name}: &${name} [${`*${'abcdefgh'[at]},`.repeat(8)}]`)
    .join('\n')}\n`;
  test.for<readonly [what: string, record: string, place: RegExp]>([
    ['empty', '', /schema\/empty port-en\.yaml:1/],
    ['null', 'null\n', /schema\/\S+ port-en\.yaml:1/],
    ['a list', '- keep: text\n', /schema\/\S+ port-en\.yaml:1/],
    ['a text', 'keep\n', /schema\/\S+ port-en\.yaml:1/],
    ['a count that is not one', 'ignore: { periods: many }\n', /schema\/\S+ port-en\.yaml:1/],
    ['a kind that is unknown', 'ignore: { perods: 4 }\n', /schema\/\S+ port-en\.yaml:1/],
    ['huge', `licence: '${'x'.repeat(9 << 20)}'\n`, /file\/too-large sources\/port-en\.yaml/],
  ])('%s', async ([, record, place]) => {
    const { told: found, witnessed: releases } = await soon(() => witnessed([['sources/port-en.yaml', record]]));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(place);
    expect(releases.filter(({ read }) => read !== undefined)).toHaveLength(2);
  });

  test('names for what grows are refused, and not followed', async () => {
    const { told: found } = await soon(() => witnessed([['sources/port-en.yaml', bomb]]));
    expect(found.length).toBeGreaterThan(0);
    for (const one of found) expect(one).toMatch(/^(?:yaml|schema)\/\S+ port-en\.yaml:\d+$/);
  });
});

describe('--sources', () => {
  /** What is said about a source of which only the hash is kept, with copies in a folder. */
  const kept = async (sources: string, ...more: readonly string[]): ReturnType<typeof assayHere> => {
    const root = await makeRoot(HARBOUR);
    onTestFinished(() => fs.rm(root, { recursive: true }));
    const { 'port-en.txt': hash } = await hashesIn(path.join(HARBOUR, 'sources'));
    await edit(root, 'sources/port-en.yaml', (text) => text.replace('keep: text', `keep: hash\nsha256: ${hash}`));
    await fs.rm(path.join(root, 'sources/port-en.txt'));
    return assayHere(['check', '--root', root, '--sources', sources, ...more]);
  };

  test('that holds the file has it read', async () => {
    const run = await kept(path.join(HARBOUR, 'sources'), '--json');
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('"read": 63');
  });

  test.for([
    ['that is a file', path.join(HARBOUR, 'sources/port-en.txt'), /this is not a folder/],
    ['that is not there', '/nowhere/at/all', /there is no such folder/],
  ] as const)('%s is said to be none', async ([, folder, says]) => {
    const run = await kept(folder);
    expect(run).toMatchObject({ status: 3, stderr: expect.stringMatching(says) as string });
  });

  test('with another file of that name is said to hold another one', async () => {
    const folder = await makeRoot();
    onTestFinished(() => fs.rm(folder, { recursive: true }));
    await fs.writeFile(path.join(folder, 'port-en.txt'), 'Another text.\n');
    const run = await kept(folder, '--json');
    const { diagnostics } = JSON.parse(run.stdout) as {
      diagnostics: { rule: string; message: string; file: string }[];
    };
    expect(diagnostics.map(({ rule }) => rule)).toEqual(['witness/changed']);
    expect(diagnostics[0]?.message).toContain(path.join(folder, 'port-en.txt'));
  });
});

test('a language that is not read is one warning, and the release is not witnessed', async () => {
  const change: Change = ['sources/port-en.yaml', 'keep: text', 'keep: text\nlanguage: fr'];
  const { told: found, witnessed: releases } = await witnessed([change]);
  expect(found).toEqual(['witness/unreadable port-en.yaml:2']);
  expect(releases.find(({ release }) => release.id === 'port-en-2025')).not.toHaveProperty('read');
  const british = await witnessed([['sources/port-en.yaml', 'keep: text', 'keep: text\nlanguage: en-GB']]);
  expect(british.told).toEqual([]);
});

test('a PDF of 5,001 pages is refused', { tags: ['long'] }, async () => {
  const { told: found, messages } = await soon(() =>
    told('sources/a.pdf', smallPdf(Array.from({ length: 5_001 }, () => lines('41.37')))),
  );
  expect(found).toEqual(['witness/unreadable port-en-2025.yaml:1']);
  expect(messages[0]).toMatch(/has 5001 pages/);
});
