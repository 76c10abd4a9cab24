import { localeOf } from '../locale-of.ts';
import type { LocaleId } from '../../src/language/locales.ts';
import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { loadFiles } from '../assay/world.ts';
import { fillText } from '../template/case.ts';

const names = (en: string, de: string, zh: string): string => `{ en: ${en}, de: ${de}, zh-CN: ${zh} }`;
const metal = (id: string, label: string): string => `  ${id}: { label: ${label}, unit: kt, kind: flow }\n`;
const HEAD = `title: ${names('Metals', 'Metalle', '金属')}
publisher: The editors
licence: MIT
locales: [en, de, zh-CN]
sources:
  office: { publisher: ${names('The office', 'Das Amt', '统计局')}, rank: 1 }
indicators:
`;
const years = (values: readonly number[]): string =>
  values.map((value, at) => `{ level: ${value.toFixed(1)} kt, period: ${2022 + at} }`).join(', ');
// output is at its highest, lead at its lowest
const { dataset } = await loadFiles(
  new Map([
    [
      'dataset.yaml',
      HEAD +
        metal('output', names('Output', 'Erzeugung', '产量')) +
        metal('output.copper', names('Copper output', 'Kupfererzeugung', '铜产量')) +
        metal('output.lead', names('Lead output', 'Bleierzeugung', '铅产量')),
    ],
    [
      'releases/office-2025.yaml',
      'release: { id: office-2025, source: office, published: 2026-02-04, period: 2025 }\nobservations:\n' +
        `  output: [${years([90, 92, 91, 104.2])}]\n  output.copper: [${years([60, 65, 66, 94.1])}, { growth: 42.6% }]\n` +
        `  output.lead: [${years([30, 27, 25, 10.1])}, { growth: -59.6% }]\n`,
    ],
  ]),
);

/** The words of which a text is warned. */
function claimsOf(text: string, locale: LocaleId = 'en'): string[] {
  const { filled, diagnostics } = fillText(dataset, `# Title {#top}\n\n${text}\n`, { release: 'office-2025', locale });
  expect(diagnostics).toEqual([]);
  const own = new Diagnostics();
  parseDocument(filled, new Map(), { locale, dataset, declared: ['2000..2030'] }, own);
  return own.all
    .filter(({ rule }) => rule === 'document/untested-claim')
    .map(({ message }) => /^"([^"]*)"/.exec(message)?.[1] ?? '');
}

describe('a test of something else proves no claim', () => {
  test.each([
    ['en', '{{label (largest "output.*")}} is the smallest.', 'smallest'],
    ['en', '{{#with (largest "output.*")}}{{label}}, the smallest, came to {{value}}.{{/with}}', 'smallest'],
    ['en', '{{#if (isHighest "output")}}Output was the lowest ever.{{/if}}', 'lowest ever'],
    ['en', '{{#if (isHighest "output")}}Lead output was the highest ever.{{/if}}', 'highest ever'],
    ['en', '{{#if (isLowest "output.lead")}}Lead output was the highest ever.{{/if}}', 'highest ever'],
    ['en', '{{#if (isHighest "output" since="2023")}}Output was the highest ever.{{/if}}', 'highest ever'],
    ['en', '{{#if (isHighest "output" since="2023")}}Output was at a record high.{{/if}}', 'a record'],
    ['en', '{{#unless (isHighest "output.lead")}}Lead output was the highest ever.{{/unless}}', 'highest ever'],
    ['en', '{{#if (isHighest "output.lead")}}It rose.{{else}}Lead output was the highest ever.{{/if}}', 'highest ever'],
    [
      'en',
      '{{assert (above "output.lead" "1 kt") "lead is the largest metal"}}\nLead is the largest metal.',
      'largest',
    ],
    ['en', '{{assert (has "output.lead") "lead is the largest metal"}}\nLead is the largest metal.', 'largest'],
    ['en', '{{assert (isHighest "output") "the lowest ever"}}\nOutput was the lowest ever.', 'lowest ever'],
    ['en', '{{#if (above "output" "output@-1")}}Output fell.{{/if}}', 'fell'],
    ['en', '{{#if (below "output.lead" "output.lead@-1")}}Lead output rose again.{{/if}}', 'rose'],
    ['de', '{{#if (isLowest "output.lead")}}Die Bleierzeugung war auf einem Höchststand.{{/if}}', 'Höchststand'],
    ['de', '{{label (largest "output.*")}} war am kleinsten.', 'am kleinsten'],
    ['de', '{{#if (above "output" "output@-1")}}Die Erzeugung sank.{{/if}}', 'sank'],
    ['zh-CN', '{{#if (isLowest "output.lead")}}铅产量创历史新高。{{/if}}', '历史新高'],
    ['zh-CN', '{{#if (isHighest "output" since="2023")}}产量创历史新高。{{/if}}', '历史新高'],
    ['zh-CN', '{{label (largest "output.*")}}最小。', '最小'],
    ['zh-CN', '{{#if (above "output" "output@-1")}}产量下降。{{/if}}', '下降'],
  ])('%s: %s', (locale, text, word) => {
    expect(claimsOf(text, localeOf(locale)).join(' ')).toContain(word);
  });
});

describe('a test of the same end, limit and indicator does', () => {
  test.each([
    ['en', '{{label (largest "output.*")}} is the largest, {{label (smallest "output.*")}} the smallest.'],
    ['en', '{{#with (largest "output.*")}}{{label}}, the largest, came to {{value}}.{{/with}}'],
    ['en', '{{#if (isHighest "output")}}Output was the highest ever.{{/if}}'],
    ['en', '{{#if (isHighest "output")}}It was the highest ever.{{/if}}'],
    ['en', '{{#if (isHighest "output" since="2023")}}Output was the highest since {{period "2023"}}.{{/if}}'],
    ['en', '{{#if (isLowest "output.lead")}}Lead output was the lowest ever.{{/if}}'],
    ['en', '{{#if (isLowest "output.lead")}}Output was the lowest ever.{{/if}}'],
    [
      'en',
      '{{#if (isHighest "output")}}Much else fell{{else if (isLowest "output.lead")}}Lead output was the lowest ever{{/if}}',
    ],
    ['en', '{{#if (isHighest "output")}}While lead output fell, the total was the highest ever.{{/if}}'],
    ['en', 'The largest fall was that of {{label (smallest "output.*:growth")}}.'],
    ['en', 'The highest growth was that of {{label (largest "output.*:growth")}}.'],
    ['en', '{{assert (above "output.copper" "output.lead") "copper is the largest"}}\nCopper is the largest.'],
    ['en', '{{assert (below "output.lead" "output.copper") "copper is the largest"}}\nCopper is the largest.'],
    ['en', '{{#if (above "output" "output@-1")}}Output rose.{{/if}}'],
    ['en', '{{#if (above "output" "output@-1")}}Output rose, and lead fell.{{/if}}'],
    ['en', '{{#if (above "output" "output@-1")}}Lead output fell, but the total rose.{{/if}}'],
    ['en', '{{#if (above "output" "output@-1")}}Output rose{{else}}Output fell{{/if}}.'],
    ['de', '{{#if (isHighest "output")}}Die Erzeugung war auf einem Höchststand.{{/if}}'],
    ['de', '{{#if (isHighest "output" since="2023")}}Es war der Höchststand seit {{period "2023"}}.{{/if}}'],
    ['zh-CN', '{{#if (isHighest "output")}}产量创历史新高。{{/if}}'],
    ['zh-CN', '{{#if (isHighest "output" since="2023")}}产量创{{period "2023"}}以来新高。{{/if}}'],
    ['zh-CN', '{{label (largest "output.*")}}最大，{{label (smallest "output.*")}}最小。'],
  ])('%s: %s', (locale, text) => {
    expect(claimsOf(text, localeOf(locale))).toEqual([]);
  });
});

describe('a word that makes something rough of an exact figure is a warning', () => {
  test.each([
    ['en', 'Output was over {{value "output"}}.', 'over'],
    ['en', 'Output reached nearly {{value "output"}}.', 'nearly'],
    ['en', 'Output came to {{value "output"}} or more.', 'or more'],
    ['en', 'Output was at least {{value "output"}}.', 'at least'],
    ['en', 'It used no more than {{value "output"}}.', 'no more than'],
    ['de', 'Die Erzeugung betrug mindestens {{value "output"}}.', 'mindestens'],
    ['zh-CN', '产量至少 {{value "output"}}。', '至少'],
    ['de', 'Die Erzeugung betrug rund {{value "output"}}.', 'rund'],
    ['zh-CN', '产量约 {{value "output"}}。', '约'],
    ['zh-CN', '产量为 {{value "output"}}以上。', '以上'],
  ])('%s: %s', (locale, text, word) => {
    expect(claimsOf(text, localeOf(locale))).toEqual([word]);
  });
  test.each([
    ['en', 'Output was about {{value "output" digits=0}}.'],
    ['en', 'Output was about {{minus "output" "output.lead"}}.'],
    ['en', 'Copper was more than {{value "output.lead"}}, what lead came to.'],
    ['en', 'The gain over {{value "output@2024"}} is large.'],
    ['en', 'Of {{value "output"}}, lead was a part.'],
    ['de', 'Das ist mehr als die {{value "output@2024"}} des Vorjahres.'],
    ['zh-CN', '产量高于上年的 {{value "output@2024"}}。'],
  ])('but not %s: %s', (locale, text) => {
    expect(claimsOf(text, localeOf(locale))).toEqual([]);
  });
});
