import fs from 'node:fs';
import path from 'node:path';
import Fraction from 'fraction.js';
import { beforeAll, expect, test } from 'vitest';
import { printedRepository } from './printed-repository.ts';

/** A printed figure, as brief.json has it. */
interface Printed {
  readonly address: string;
  readonly unit: string;
  readonly value: string;
  readonly low?: string;
  readonly high?: string;
  readonly qualifier?: string;
}

let out: string;
beforeAll(async () => {
  out = path.join(await printedRepository(), 'out');
}, 300_000);

const EDITIONS = ['2024', '2025'];

function readEdition(edition: string, locale: string, file: string): string {
  return fs.readFileSync(path.join(out, 'china-nonferrous', edition, locale, file), 'utf8');
}

function printedIn(edition: string, locale: string): Printed[] {
  return (JSON.parse(readEdition(edition, locale, 'brief.json')) as { values: Printed[] }).values;
}

/** What one of a unit is, by hand, and of what. */
const UNITS: Readonly<Record<string, readonly [factor: number, of: string]>> = {
  kt: [1e3, 't'],
  '10^4 t': [1e4, 't'],
  Mt: [1e6, 't'],
  '10^8 t': [1e8, 't'],
  '10^8 USD': [1e8, 'USD'],
  'bn USD': [1e9, 'USD'],
  '10^8 CNY': [1e8, 'CNY'],
  'bn CNY': [1e9, 'CNY'],
  'tn CNY': [1e12, 'CNY'],
};

/** Everything that is printed for an address, in units of one. */
function statements(values: readonly Printed[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { address, unit, low, high, qualifier } of values) {
    // each document counts the releases that it cites itself
    if (address.startsWith('proofs.')) continue;
    const [factor, of] = UNITS[unit] ?? [1, unit];
    const ends = [low, high].map((end) => (end === undefined ? '' : new Fraction(end).mul(factor).toFraction()));
    const own = found.get(address) ?? new Set();
    found.set(address, own.add([...ends, of, qualifier].join(' ')));
  }
  return found;
}

test.each(EDITIONS)('the edition %s in English and Chinese prints the same figures, in whatever units', (edition) => {
  const [english, chinese] = ['en', 'zh-CN'].map((locale) => statements(printedIn(edition, locale)));
  expect(english?.size).toBeGreaterThan(50);
  expect([...(chinese?.keys() ?? [])].sort()).toEqual([...(english?.keys() ?? [])].sort());
  for (const [address, said] of english ?? []) expect([address, chinese?.get(address)]).toEqual([address, said]);
});

test.each(['aluminium', 'cobalt', 'copper', 'gold', 'lithium', 'nickel', 'silicon'])(
  'the sheet on %s prints the same figures in both languages',
  (metal) => {
    const [english, chinese] = ['en', 'zh-CN'].map((locale) => {
      const json = fs.readFileSync(path.join(out, 'china-metal/2025', locale, metal, 'brief.json'), 'utf8');
      return statements((JSON.parse(json) as { values: Printed[] }).values);
    });
    expect(english?.size).toBeGreaterThan(5);
    expect(chinese).toEqual(english);
  },
);

test('every edition shows its sections in the same order in both languages', () => {
  for (const edition of EDITIONS) {
    const [english, chinese] = ['en', 'zh-CN'].map((locale) => {
      return [...readEdition(edition, locale, 'brief.html').matchAll(/<(?:section|figure|h\d|div)[^>]* id="?([\w-]+)/g)]
        .map(([, id]) => id)
        .filter((id) => !id?.startsWith('_'));
    });
    expect(english?.length).toBeGreaterThan(15);
    expect(chinese).toEqual(english);
  }
});

test.each(EDITIONS)('what a Chinese figure of the edition %s says is its value, exactly', (edition) => {
  const steps: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8, 万亿: 1e12 };
  const read = (printedIn(edition, 'zh-CN') as (Printed & { text: string })[]).flatMap(({ text, value, unit }) => {
    const [, number, step] = /^(?:超过 |约 )?([\u2212+]?[\d,.]+)\u00A0(万亿|万|亿)(?:吨|元|美元)$/u.exec(text) ?? [];
    const [factor] = UNITS[unit] ?? [1];
    if (number === undefined || step === undefined) return [];
    const said = new Fraction(number.replaceAll(',', '').replace('\u2212', '-')).mul(steps[step] ?? 1);
    return [[text, said.toFraction(), new Fraction(value).mul(factor).toFraction()]];
  });
  expect(read.length).toBeGreaterThan(15);
  for (const [text, said, value] of read) expect([text, said]).toEqual([text, value]);
});

/** A figure with the section that it stands in. */
interface Placed {
  readonly section: string;
  readonly role: string;
  readonly address?: string;
  readonly text: string;
}

/** The sections of the annual brief before its annex that are not chapters: its first page, and its tables. */
const NO_CHAPTERS = new Set(['top', 'first', 'headline', 'main-points', 'tables']);

test.each(['en', 'zh-CN'])('each figure of a main point stands in a chapter, as it is printed there: %s', (locale) => {
  const values = printedIn('2025', locale) as unknown as Placed[];
  const annex = values.findIndex(({ section }) => section === 'corrections');
  const texts = values.slice(0, annex).filter(({ role }) => role === 'text');
  const points = texts.filter(({ section, address }) => section === 'main-points' && address !== undefined);
  expect(points.length).toBeGreaterThan(10);
  for (const { address, text } of points) {
    const told = texts.filter((other) => other.address === address && !NO_CHAPTERS.has(other.section));
    expect([address, told.map((other) => other.text)]).toEqual([address, expect.arrayContaining([text])]);
  }
});

test.each(['en', 'zh-CN'])('the annex of the annual brief has at most two fifths of its words: %s', (locale) => {
  const words = readEdition('2025', locale, 'brief.md')
    .replace(/<[^>]*>|\]\([^)]*\)/g, ' ')
    .split(/^## (?=Corrections$|数据更正$)/mu)
    .map((part) => (part.match(/\p{Script=Han}|[\p{Script=Latin}\d.,]+/gu) ?? []).length);
  const [body = 0, annex = 0] = words;
  expect(words).toHaveLength(2);
  expect(annex / (body + annex)).toBeLessThan(0.4);
});
