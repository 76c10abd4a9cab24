import type { LocaleId } from '../../src/language/locales.ts';
import { expect, test } from 'vitest';
import { interval, point } from '../../src/core/numbers/interval.ts';
import { type Decimal, decimal } from '../../src/core/numbers/decimal.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { builtinUnit } from '../../src/dataset/unit.ts';
import { TokenRegistry } from '../../src/figure/token.ts';
import { equalSign, printedFormula } from '../../src/figure/printed-formula.ts';
import { observationValue } from '../../src/figure/printed-value.ts';
import { type Flag, type Formula, formulaText, type Value } from '../../src/figure/value.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import type { BriefDocument } from '../../src/document/nodes.ts';
import { parsePeriod } from '../../src/dataset/period.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { renderHtml } from '../../src/output/html/html-page.ts';
import { renderGithub } from '../../src/host/github/github.ts';
import type { Observation } from '../../src/dataset/model.ts';
import { statementAt, valueOf } from './fill.ts';
import { asRelease } from '../dataset/brands.ts';

const tiny = new Workspace('tests/fixtures/tiny');

const dataset = (await loadDataset(tiny, 'ferry-passengers', new Diagnostics())) ?? expect.fail('it does not load');
const release = dataset.releases.get(asRelease('ferry-2025-q4'));

function statement(address: string, parts: object = {}): Observation {
  return statementAt(address, { release, ...parts } as Partial<Observation>, dataset);
}

function stated(text: string, observation: Observation, flags: readonly Flag[] = []): Value {
  return valueOf(text, flags).with({ origin: { kind: 'stated', observation } });
}

function derived(text: string, ...formula: Formula): Value {
  return valueOf(text, ['derived']).with({ origin: { kind: 'derived', formula } });
}

const ALL = stated('1,108,000', statement('passengers@2025-Q4')).with({ decimal: decimal(1_108_000) });
const HARBOUR = stated('400,000', statement('passengers.harbour@2025-Q4'), ['provisional']).with({
  decimal: decimal(400_000),
});
const FALL = stated('−2%', statement('passengers:growth@2025-Q4')).with({
  decimal: decimal(-2),
  unit: builtinUnit('%'),
});

const PERCENT = { decimal: decimal(36), interval: point(decimal(36)), unit: builtinUnit('%') };
const SHARE = derived('36%', HARBOUR, ' ÷ ', ALL).with(PERCENT);
// 0.7 is what may be between 0.6 and 0.8; 1 is its rounding.
const ROUNDED = derived('1', HARBOUR, ' − ', ALL).with({ interval: interval(decimal(6, -1), decimal(8, -1)) });
// 1.13 million is 1,130,000 to its fourth digit before the point
const NUMBER = { decimal: decimal(113, 4), interval: point(decimal(113, 4)), decimals: -4 };
const BASE = derived('1.13 million', ALL, ' ÷ (1 + ', FALL, ')').with({ ...NUMBER, flags: ['derived', 'provisional'] });
const CORRECTED = stated(
  '1,108,000',
  statement('passengers@2025-Q4', {
    printed: { text: '11,080,000', unit: builtinUnit('count') },
    correction: { quantity: { text: '1,108,000' }, evidence: ['ferry-2025-q3'] },
  }),
  ['corrected'],
);

/** A document that prints figures in a paragraph and then the notes on them. */
async function documentOf(locale: LocaleId, ...values: readonly Value[]): Promise<BriefDocument> {
  const { document, said } = await parsed(locale, values, '::notes\n');
  expect(said).toEqual([]);
  return document;
}

/** A document that prints figures in a paragraph and then some blocks, and what is said about it. */
async function parsed(locale: LocaleId, values: readonly Value[], blocks: string, hasGaps = false) {
  const diagnostics = new Diagnostics();
  const tokens = new TokenRegistry();
  const words = values.map((value) => tokens.add({ kind: 'value', value, text: value.text }));
  const filled = {
    markdown: `# A {#a}\n\n${words.join('; ')}\n\n${blocks}`,
    tokens,
    placeOf: () => undefined,
    hasGaps,
  };
  const document = parseDocument(filled, new Map(), { locale, dataset }, diagnostics);
  return { document, said: diagnostics.all.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`) };
}

async function notesOn(locale: LocaleId, ...values: readonly Value[]): Promise<string[]> {
  const markdown = renderGithub(await documentOf(locale, ...values), { locale, charts: 'charts' });
  return [...markdown.replaceAll('\u00A0', ' ').matchAll(/^- (.*)$/gm)].map(([, note = '']) => note);
}

test('a derived figure is reported in numbers, with what each of them is', async () => {
  expect(await notesOn('en', SHARE, BASE, ROUNDED)).toEqual([
    '36% = 400,000 ÷ 1,108,000. Rests on: harbour route; passengers, fourth quarter of 2025',
    '1.13 million = 1,108,000 ÷ (1 − 2%). Rests on: passengers, fourth quarter of 2025',
    '1 ≈ 400,000 − 1,108,000. Rests on: harbour route; passengers, fourth quarter of 2025',
  ]);
});

test('a note on a figure without its unit names it', async () => {
  const bare = derived('21.2', HARBOUR, ' ÷ ', ALL).with({ ...PERCENT, suffix: '' });
  const { document } = await parsed('en', [bare], '::notes\n');
  const markdown = renderGithub(document, { locale: 'en' as const, charts: 'charts' });
  expect([...markdown.matchAll(/^- (.*)$/gm)].map(([, note]) => note)).toEqual([
    '21.2% ≈ 400,000 ÷ 1,108,000. Rests on: harbour route; passengers, fourth quarter of 2025',
  ]);
});

test('the level of another period is named before its formula, in which no period stands', async () => {
  const formula = [ALL, ' ÷ (1 + ', FALL, ')'];
  const before = derived('1.13 million', ...formula).with({
    ...NUMBER,
    origin: { kind: 'derived', formula, period: parsePeriod('2024-Q4') },
    suffix: ' million',
  });
  expect(await notesOn('en', before)).toEqual([
    'Passengers, fourth quarter of 2024: 1.13 million = 1,108,000 ÷ (1 − 2%), from figures for fourth quarter of 2025',
  ]);
  expect(await notesOn('zh-CN', before)).toEqual([
    '旅客人次，2024年第四季度：1.13 million = 1,108,000 ÷ (1 − 2%)，按2025年第四季度数据',
  ]);
});

test('a formula has figures of its kind in its unit, and rates in theirs', () => {
  const real = (address: string): Value => {
    const found = release?.observations.find((one) => one.address === address);
    return (found && observationValue(found, { locale: 'en' as const, style: 'short' })) ?? expect.fail(address);
  };
  const formula = [real('fuel.used@2025-Q4'), ' ÷ (1 + ', real('fuel.used:growth@2025-Q4'), ')'];
  const inUnit = (code: string): string =>
    formulaText(printedFormula(derived('2', ...formula).with({ unit: builtinUnit(code) }), 'en'), ({ text }) => text);
  expect(inUnit('kt').replaceAll('\u00A0', ' ')).toBe('1.96 kt ÷ (1 − 2.3%)');
  expect(inUnit('pp').replaceAll('\u00A0', ' ')).toBe('1,960 t ÷ (1 − 2.3%)');
  const rise = derived('2', '(1 + ', real('passengers:growth@2025-Q4'), ')').with({ unit: builtinUnit('pp') });
  expect(formulaText(printedFormula(rise, 'en'), ({ text }) => text)).toBe('(1\u00A0+\u00A06.1%)');
});

test('no sign of a formula stands before another, and a typed zero or a lone figure in brackets goes', () => {
  const zero = valueOf('0').with({ origin: { kind: 'typed', text: '0' }, decimal: decimal(0) });
  const about = FALL.with({ text: 'about −2%' });
  const written = (...formula: Formula): string =>
    formulaText(printedFormula(derived('2', ...formula), 'en'), ({ text }) => text);
  expect(written('(', ALL, ' − ', FALL, ') ÷ (', HARBOUR, ' − ', FALL, ')')).toBe('(1,108,000 + 2%) ÷ (400,000 + 2%)');
  expect(written('(', zero, ' − ', about, ') × ', ALL)).toBe('about 2% × 1,108,000');
  expect(written('(', zero, ' − ', ALL, ') × ', FALL)).toBe('(0 − 1,108,000) × −2%');
});

test('periods are reported one by one where they differ', async () => {
  const before = stated('1,045,000', statement('passengers@2024-Q4')).with({ decimal: decimal(1_045_000) });
  const six = { decimal: decimal(6), interval: point(decimal(6)), unit: builtinUnit('%') };
  const rise = derived('6%', ALL, ' ÷ ', before, ' − 1').with(six);
  expect(await notesOn('en', rise)).toEqual([
    '6% = 1,108,000 ÷ 1,045,000 − 1. Rests on: passengers, fourth quarter of 2025; passengers, fourth quarter of 2024',
  ]);
});

test('a forecast with a condition is reported with it', async () => {
  const forecast = statement('passengers:growth@2026', { status: ['forecast'], condition: 'mild_winter' });
  expect(await notesOn('en', stated('+3%', forecast, ['forecast']), HARBOUR)).toEqual([
    '+3%, passengers, change on a year earlier, 2026. On the condition that the winter stays mild',
  ]);
  expect(await notesOn('zh-CN', stated('+3%', forecast, ['forecast']))).toEqual([
    '+3%，旅客人次，同比变化，2026年。条件是冬季偏暖',
  ]);
});

test('a corrected figure is reported with what was printed and who supports the correction', async () => {
  expect(await notesOn('en', CORRECTED)).toEqual([
    '1,108,000, passengers, fourth quarter of 2025. Printed: “11,080,000”. Supported by: Harbour Office, 20 October 2025',
  ]);
  expect(await notesOn('zh-CN', CORRECTED)).toEqual([
    '1,108,000，旅客人次，2025年第四季度。来源所印：“11,080,000”。佐证：港务局，2025年10月20日',
  ]);
});

test('a print is quoted as it is, whatever the digits of the language', async () => {
  expect(await notesOn('de', CORRECTED)).toEqual([
    '1,108,000, Passengers, 4. Quartal 2025. Im Original: „11,080,000“. Belegt durch: Harbour Office, 20. Oktober 2025',
  ]);
});

test('where only the other figures decide, the note says so', async () => {
  const correction = { quantity: { text: '1,108,000' }, evidence: [], isByArithmetic: true };
  const alone = statement('passengers@2025-Q4', {
    printed: { text: '11,080,000', unit: builtinUnit('count') },
    correction,
  });
  expect(await notesOn('en', stated('1,108,000', alone, ['corrected']))).toEqual([
    '1,108,000, passengers, fourth quarter of 2025. Printed: “11,080,000”. Supported by: the arithmetic of the other figures',
  ]);
});

test('each figure has one note, in the order of reading; one that was neither corrected nor derived has none', async () => {
  const notes = await notesOn('en', HARBOUR, BASE, SHARE, BASE);
  expect(notes.map((note) => note.split(' ')[0])).toEqual(['1.13', '36%']);
});

test('every figure in a note is one of the document', async () => {
  const { values } = await documentOf('en', SHARE);
  expect(values.map(({ text }) => text)).toEqual(['36%', '36%', '400,000', '1,108,000']);
});

test('on paper a figure leads to its note, the note to the first such figure, and both say so', async () => {
  const html = renderHtml(await documentOf('en', SHARE, SHARE), { locale: 'en' as const });
  const links = html.matchAll(
    /<span class="value"( id="[^"]*")?[^>]*><a class="noted" href="([^"]*)" aria-label="([^"]*)">/g,
  );
  expect([...links].map((link) => link.slice(1))).toEqual([
    [' id="_figure-1"', '#_note-1', 'note on 36%'],
    [undefined, '#_note-1', 'note on 36%'],
    [' id="_note-1"', '#_figure-1', 'back to 36%'],
  ]);
  // a corrected figure has a mark, and only that is the link
  const corrected = renderHtml(await documentOf('en', CORRECTED), { locale: 'en' as const });
  expect(corrected).toMatch(/>1,108,000<span class="flag signal"> <a class="noted" href="#_note-1"[^>]*>◆<\/a>/);
});

test('where a figure has failed, nothing is said about notes without figures', async () => {
  const { said } = await parsed('en', [HARBOUR], '::notes\n', true);
  expect(said).toEqual([]);
});

test('what has nothing to list is reported and left out', async () => {
  const { document, said } = await parsed('en', [HARBOUR], '::notes\n');
  expect(said).toEqual(['warning document/empty-list: ::notes lists nothing']);
  expect(renderHtml(document, { locale: 'en' as const })).not.toContain('<ul');
});

test('notes stand in a document once', async () => {
  const { said } = await parsed('en', [SHARE], '::notes\n\n::notes\n');
  expect(said).toContain('error document/bad-directive: the notes are in the document already');
});

test('a print and its correction, which have one address, are two figures', async () => {
  const ratio = derived('10', ALL, ' ÷ ', CORRECTED);
  const other = derived('1', CORRECTED, ' ÷ ', CORRECTED);
  const { document } = await parsed('en', [ratio, other], '::notes\n\n::sources\n');
  const markdown = renderGithub(document, { locale: 'en' as const, charts: 'charts' });
  expect(markdown.match(/^- \d+.*[=≈] /gm)).toHaveLength(2);
  // the release of the print, and the one that supports the correction
  expect(markdown).toMatch(/Harbour Office.*19.*January.*and.*20.*October|20.*October.*and.*19.*January/);
});

test.each<[number: string, decimals: Decimal, formula: Formula, sign: string]>([
  // 1,108,000 + 400,000 = 1,508,000
  ['1,508,000', decimal(1_508_000), [ALL, ' + ', HARBOUR], '='],
  ['1,510,000', decimal(151, 4), [ALL, ' + ', HARBOUR], '≈'],
  // 400,000 × (1 − 2%) = 392,000
  ['392,000', decimal(392, 3), [HARBOUR, ' × (1 + ', FALL, ')'], '='],
  ['400,000', decimal(4, 5), [HARBOUR, ' × (1 + ', FALL, ')'], '≈'],
  // 400,000 ÷ (1 − 2%)² = 416,493.1
  ['416,493', decimal(416_493), [HARBOUR, ' ÷ (1 + ', FALL, ')²'], '='],
  ['416,494', decimal(416_494), [HARBOUR, ' ÷ (1 + ', FALL, ')²'], '≈'],
])('an equals sign stands where printed numbers give the printed number: %s', (text, number, formula, sign) => {
  // whatever the unprinted digits may be
  const between = interval(decimal(0), decimal(10_000_000));
  const value = derived(text, ...formula).with({ decimal: number, interval: between });
  expect(equalSign(value, 'en')).toBe(sign);
});
