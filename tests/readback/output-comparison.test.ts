import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import type { LetterFault } from '../../src/readback/letter-faults.ts';
import { compareOutput } from '../../src/readback/output-comparison.ts';
import type { ExpectedOutput, ExpectedPiece } from '../../src/readback/expected-text.ts';
import type { Navigation } from '../../src/readback/pdf-navigation.ts';
import type { Artifact, ReadOutput } from '../../src/readback/read-text.ts';
import { valueOf } from '../document/fill.ts';
import { saying } from '../messages.ts';

/** Digits as a brief prints them. */
const number = fc
  .tuple(fc.constantFrom('', '−', '+'), fc.nat(9_999), fc.option(fc.nat(99)))
  .map(([sign, whole, rest]) => `${sign}${whole}${rest === null ? '' : `.${rest}`}`);
const unit = fc.constantFrom('', '%', '\u00A0Mt', '\u00A0million tonnes', '\u00A0万吨', '\u00A0yuan/t ◆');
const figure = fc.tuple(number, unit).map(([digits, after]): ExpectedPiece => {
  const text = digits + after;
  return { text, value: valueOf(text) };
});
const words = fc
  .constantFrom('\n', ' rose to ', '至', ' in 2025, ', ' (14th plan) ', ' [x] ')
  .map((text) => ({ text }));
/** What a document prints: figures, each with words before and after it. */
const pieces = fc
  .array(fc.tuple(words, figure), { maxLength: 30 })
  .map((pairs): ExpectedPiece[] => pairs.flat().concat({ text: '\n' }));

function expected(own: readonly ExpectedPiece[]): ExpectedOutput {
  return {
    pieces: own,
    tables: [],
    alternatives: [],
    drawings: [],
    repeated: [],
    headings: [],
    sections: [],
  };
}

function read(texts: readonly string[]): ReadOutput {
  const found = texts.map((text, index) => ({ text, at: index + 1 }));
  return { pieces: found, tables: [], alternatives: [], drawings: [], headings: [], artifacts: [], pages: 0 };
}

async function rulesOf(own: readonly ExpectedPiece[], texts: readonly string[]): Promise<string[]> {
  const diagnostics = new Diagnostics();
  await compareOutput(expected(own), read(texts), { path: 'out/brief.md', unit: 'line' }, diagnostics);
  return diagnostics.all.map(({ rule }) => rule);
}

/**
 * The same text as another program may set it: other spaces and dashes, lines broken between words, runs cut anywhere.
 */
function reset(text: string, seed: number): string[] {
  const set = text.replaceAll('\u00A0', seed % 2 ? ' ' : '\n').replaceAll('−', seed % 3 ? '\u2212' : '-');
  const at = set.length === 0 ? 0 : seed % set.length;
  return [set.slice(0, at), set.slice(at)];
}

describe('the comparer', () => {
  test('finds nothing in the same text, however its spaces, lines and minus signs are set', async () => {
    await fc.assert(
      fc.asyncProperty(pieces, fc.nat(1_000), async (own, seed) => {
        expect(
          await rulesOf(
            own,
            own.flatMap(({ text }) => reset(text, seed)),
          ),
        ).toEqual([]);
      }),
    );
  });

  test('finds any figure that is changed, left out or doubled', async () => {
    const tampered = fc.constantFrom(
      (digits: string) => digits.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)),
      (digits: string) => digits.replace(/^[−+]?/, (sign) => (sign === '−' ? '' : '−')),
      (digits: string) => `${digits}0`,
      () => '',
      (digits: string) => `${digits} ${digits}`,
      (digits: string) => `${digits}\u00A0kilo`,
    );
    const filled = pieces.filter((own) => own.length > 1);
    await fc.assert(
      fc.asyncProperty(filled, fc.nat(), tampered, async (own, pick, tamper) => {
        const figures = own.filter(({ value }) => value);
        const chosen = figures[pick % figures.length];
        const texts = own.map((piece) =>
          piece === chosen ? piece.text.replace(/[−+]?[\d.]+/, (digits) => tamper(digits)) : piece.text,
        );
        expect(await rulesOf(own, texts)).not.toEqual([]);
      }),
    );
  });

  test('finds two different figures that changed places', async () => {
    const filled = pieces.filter((own) => new Set(own.filter(({ value }) => value).map(({ text }) => text)).size > 1);
    await fc.assert(
      fc.asyncProperty(filled, async (own) => {
        const first = own.findIndex(({ value }) => value);
        const second = own.findIndex(({ value, text }) => value && text !== own[first]?.text);
        const texts = own.map(({ text }) => text);
        [texts[first], texts[second]] = [texts[second] ?? '', texts[first] ?? ''];
        expect(await rulesOf(own, texts)).not.toEqual([]);
      }),
    );
  });

  test('lists ten differences and counts the rest, however many there are', async () => {
    const own = Array.from({ length: 3_000 }, (_, at): ExpectedPiece => ({ text: `${at} `, value: valueOf(`${at}`) }));
    const diagnostics = new Diagnostics();
    await compareOutput(expected(own), read([]), { path: 'out/brief.md', unit: 'line' }, diagnostics);
    expect(diagnostics.all).toHaveLength(11);
    expect(diagnostics.all.map(({ message }) => message)).toContain('brief.md: 2990 more differences');
  });
});

test('the contents say the page on which a section begins', async () => {
  const own = [{ text: 'What is left ' }, { text: '', pageOf: 0 }, { text: '\n' }];
  const saidOf = async (page: string): Promise<string[]> => {
    const diagnostics = new Diagnostics();
    const found = { ...read([`What is left ${page}\n`]), headings: [3] };
    await compareOutput(expected(own), found, { path: 'out/brief.pdf', unit: 'page' }, diagnostics);
    return diagnostics.all.map(({ rule, message }) => `${rule}: ${message}`);
  };
  expect(await saidOf('3')).toEqual([]);
  expect(await saidOf('2')).toEqual([saying('output/readback-page: brief.pdf, page 1 … 2 … 3')]);
});

test('labels, outline and links of a PDF lead to the pages of its headings', async () => {
  const own = { ...expected([]), headings: ['Ferries', 'What is left'], sections: ['top', 'left'] };
  const right = {
    labels: ['1', '2'],
    outline: [
      { title: 'Ferries', page: 1, depth: 0 },
      { title: 'What is  left', page: 2, depth: 1 },
    ],
    destinations: new Map([
      ['top', 1],
      ['left', 2],
    ]),
  };
  const saidOf = async (navigation: Navigation): Promise<string[]> => {
    const diagnostics = new Diagnostics();
    const found = { ...read([]), headings: [1, 2], pages: 2, navigation };
    await compareOutput(own, found, { path: 'out/brief.pdf', unit: 'page' }, diagnostics);
    return diagnostics.all.map(({ message }) => message);
  };
  expect(await saidOf(right)).toEqual([]);
  expect(await saidOf({ ...right, labels: ['1', 'ii'] })).toEqual([saying('brief.pdf, page 2 … "ii"')]);
  expect(await saidOf({ ...right, outline: right.outline.slice(1) })).toEqual([saying('brief.pdf … 1 … 2')]);
  expect(await saidOf({ ...right, outline: right.outline.map((entry) => ({ ...entry, page: 1 })) })).toEqual([
    saying('brief.pdf, page 2 … 1 … "What is  left"'),
  ]);
  expect(await saidOf({ ...right, outline: right.outline.map((entry) => ({ ...entry, title: 'Ferries' })) })).toEqual([
    saying('brief.pdf, page 2 … "Ferries" … "What is left"'),
  ]);
  expect(await saidOf({ ...right, destinations: new Map([['left', 1]]) })).toEqual([
    saying('brief.pdf, page 2 … "left" … 1 …'),
  ]);
});

/** What is said about a PDF whose text is right but for these artifacts and marks of list items. */
async function strangeIn(artifacts: readonly Partial<Artifact>[], marks: readonly string[] = []): Promise<string[]> {
  const diagnostics = new Diagnostics();
  const tables = [{ rows: 2, head: 'Year\nPassengers carried\n', place: undefined }];
  const own = { ...expected([]), tables, repeated: ['What is left over', 'Report 77'] };
  const found = {
    ...read([]),
    tables: [{ rows: 2, at: 1 }],
    pieces: marks.map((text) => ({ text, at: 2, isMarker: true })),
    artifacts: artifacts.map((one) => ({ text: '', at: 2, isAmongText: false, isRepeated: false, ...one })),
    pages: 9,
  };
  await compareOutput(own, found, { path: 'out/brief.pdf', unit: 'page' }, diagnostics);
  return diagnostics.all.map(({ message }) => message.replace(/^.*?: /, ''));
}

test('a label of a chart that cannot be read is reported with the chart, and with what its author can do', async () => {
  const saidOf = async (fault: LetterFault, chart?: string): Promise<string[]> => {
    const drawings = [{ text: 'Hallertau 12', place: undefined, chart }];
    const letters = [{ text: 'Hallertau 12', at: 3, illegible: [{ text: 'Hallertau', fault }] }];
    const diagnostics = new Diagnostics();
    const own = { ...expected([]), drawings };
    const found = { ...read([]), drawings: letters };
    await compareOutput(own, found, { path: 'out/brief.pdf', unit: 'page' }, diagnostics);
    return diagnostics.all.flatMap(({ message, hint = '' }) => [message, hint]);
  };
  const [message, hint] = await saidOf('faint', 'area');
  expect(message).toMatch(/^brief\.pdf, page 3: "Hallertau 12"\D*area/);
  expect(hint).toMatch(/^in charts\/area\.vl\.json give the text a color/);
  expect((await saidOf('small', 'area'))[1]).toContain('fontSize');
  expect((await saidOf('covered', 'area'))[1]).toContain('room');
  // a trend line is drawn by the program, so its author can do nothing
  expect((await saidOf('faint'))[1]).toContain('fault of Assay');
});

test.each([
  ['What is left over', []],
  ['What is …', []],
  ['2 / 9', []],
  ['REPORT 77', []],
  ['Report 7', ['… "Report 7" …']],
  ['not', ['… "not" …']],
  ['3 / 9', ['… "3 / 9" …']],
  ['9%', ['… "9%" …']],
])('the edge of page 2 of 9 may hold "%s": but for %j', async (text, said) => {
  expect(await strangeIn([{ text }])).toEqual(said.map((one) => saying(one)));
});

test.each([
  ['·', []],
  ['What is left over', ['… "What is left over" …']],
  ['−', ['… "−" …']],
  ['2', ['… "2" …']],
])('outside marked content, "%s" may stand among the text: but for %j', async (text, said) => {
  expect(await strangeIn([{ text, isAmongText: true }])).toEqual(said.map((one) => saying(one)));
});

test('a table repeats its whole head, which may take several lines', async () => {
  const head = ['Year', 'Passengers', 'carried'].map((text) => ({ text, isAmongText: true, isRepeated: true }));
  expect(await strangeIn([...head, ...head])).toEqual([]);
  expect(await strangeIn([...head, { ...head[0], text: 'Loss' }])).toEqual([saying('… "loss" …')]);
  expect(await strangeIn(head.slice(1))).toEqual([saying('… "passengerscarried" …')]);
});

test('a list item is marked with a bullet or a number, which is compared as a number', async () => {
  expect(await strangeIn([], ['•', '▪ '])).toEqual([]);
  expect(await strangeIn([], ['not'])).toEqual([saying('… "not" …')]);
  expect(await strangeIn([], ['– '])).toEqual([saying('… "– " …')]);
});
