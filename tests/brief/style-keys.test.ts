import type { LocaleId } from '../../src/language/locales.ts';
import fs from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STYLE_KEYS, styleValue } from '../../src/brief/style-keys.ts';
import { hasRule, keyRules, keyVariable, sheetOf } from '../../src/output/style/house-sheet.ts';
import { HAN_SCREEN_SHEET, HAN_SHEET, SCREEN_SHEET, STYLE_SHEET } from '../../src/output/style/sheets.ts';
import { loadCase, summaryOf } from './style-case.ts';
import { saying } from '../messages.ts';
import { oneIn } from '../long.ts';

const SHEETS = STYLE_SHEET + HAN_SHEET + SCREEN_SHEET + HAN_SCREEN_SHEET;

/** A style with one key. */
const yamlOf = (path: string, value: string): string => {
  const [group, part, name] = path.split('.');
  return `${group}: { ${part}: { ${name}: ${value} } }\n`;
};

test('each key is named where it applies, and nothing else is', () => {
  const named = new Set([...SHEETS.matchAll(/var\((--(?:print|screen|look)-[a-z0-9-]+)/g)].map(([, name]) => name));
  for (const path of STYLE_KEYS.keys())
    expect({ path, applies: named.has(keyVariable(path)) || hasRule(path) }).toEqual({ path, applies: true });
  const known = new Set([...STYLE_KEYS.keys()].map(keyVariable));
  expect([...named].filter((name) => name !== undefined && !known.has(name))).toEqual([]);
});

test('without keys a sheet has what holds otherwise, with a key its value, in every language or in one', async () => {
  const sheet = 'h2{font-size:var(--print-h2-size, max(9pt, 0.9 * var(--text-size)))}';
  const sizeIn = async (yaml: string, locale: LocaleId): Promise<string> => {
    const { style } = await loadCase(yaml);
    return style ? sheetOf(sheet, style, locale) : '';
  };
  expect(await sizeIn('text_size: 9pt', 'en')).toBe('h2{font-size:max(9pt, 0.9 * var(--text-size))}');
  expect(await sizeIn(yamlOf('print.h2.size', '12.5pt'), 'zh-CN')).toBe('h2{font-size:12.5pt}');
  const own = yamlOf('print.h2.size', '{ en: 12pt, de: 11pt }');
  expect([await sizeIn(own, 'en'), await sizeIn(own, 'de')]).toEqual(['h2{font-size:12pt}', 'h2{font-size:11pt}']);
  expect(await sizeIn(own, 'zh-CN')).toBe('h2{font-size:max(9pt, 0.9 * var(--text-size))}');
});

describe('a length is taken within its range, and refused beyond with the range', () => {
  const lengths = [...STYLE_KEYS].flatMap(([path, { kind }]) => (kind.of === 'length' ? [[path, kind] as const] : []));
  oneIn(4).each(lengths)('%s', async (path, { unit, from, to }) => {
    for (const size of [from, to]) {
      const { style, diagnostics } = await loadCase(yamlOf(path, `${size}${unit}`));
      expect(diagnostics).toEqual([]);
      expect(style && styleValue(style.keys, path, 'en')).toBe(`${size}${unit}`);
    }
    const other = unit === 'pt' ? 'mm' : 'pt';
    for (const wrong of [`${to + 0.1}${unit}`, `${from}${other}`, `-${to}${unit}`, `${from}`, `calc(${to}${unit})`]) {
      const { style, diagnostics } = await loadCase(yamlOf(path, wrong));
      expect(style).toBeUndefined();
      expect(diagnostics.map(({ rule, place }) => [rule, place?.line])).toEqual([['schema/wrong-type', 1]]);
      expect(diagnostics[0]?.message).toContain(`${from}${unit} to ${to}${unit}`);
    }
    // what is read is never so small that it is hard to read
    if (/\.(?:size|title|figure|notes)$/.test(path))
      expect(from).toBeGreaterThanOrEqual({ pt: 7, rem: 0.75, mm: 80 }[unit]);
  });
});

oneIn(2).each([
  ['print: { h2: { siez: 12pt } }', '1 error schema/unknown-key … siez … -- … size?'],
  ['prnit: { h2: { size: 12pt } }', '1 error schema/unknown-key … prnit … -- … print?'],
  [
    'look: { h2: { colour: acent } }',
    `1 error schema/wrong-type: "acent" … ink, quiet, accent, signal … '#0b5d7a' … accent? -- … ink, quiet, accent, signal … '#0b5d7a'; default: ink`,
  ],
  ["look: { h2: { colour: '#a0a0a0' } }", '1 error style/contrast: look.h2 #a0a0a0 … #ffffff … 2.61:1 … 4.5:1 -- …'],
  [
    "look: { note: { background: '#7fa0c0' } }",
    '1 error style/contrast: look.note #55626f … #7fa0c0 … 2.28:1 … 4.5:1 -- …',
  ],
])('a mistake is reported with what is meant: %s', async (yaml, expected) => {
  expect((await loadCase(yaml)).diagnostics.map(summaryOf)).toEqual([saying(expected)]);
});

test.each([
  ['[82mm, rest, 26mm]', true],
  ['[rest, rest]', true],
  ['[120mm, 30mm, rest]', false],
  ['[10mm, rest]', false],
  ['[rest, rest, rest, rest, rest]', false],
  ['[82mm, rest; x]', false],
])('facts have widths that fit side by side: %s', async (widths, isSound) => {
  const { style, diagnostics } = await loadCase(yamlOf('print.facts.widths', widths));
  expect(diagnostics.length).toBe(isSound ? 0 : 1);
  if (style) expect(keyRules(style, 'en')).toMatch(/grid-template-columns: (?:(?:82mm|26mm|minmax\(0, 1fr\)) ?)+;/);
});

test('nothing that an author writes reaches a style sheet as it is written', async () => {
  const hostile = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('12pt;color:red', '12pt}', 'var(--x)', 'url(x)', '#0b5d7a;}', '1e1pt', '١٢pt', '12pt/**/', 'ink '),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...STYLE_KEYS.keys()), hostile, async (path, text) => {
      const { style } = await loadCase(yamlOf(path, JSON.stringify(text)));
      const value = style && styleValue(style.keys, path, 'en');
      if (value !== undefined)
        expect(value).toMatch(/^(?:[\d.]+(?:pt|mm|rem)|\d{1,3}|#[0-9a-f]{6}|var\(--[a-z]+\)|transparent)$/);
    }),
    { numRuns: 300 },
  );
});

test('a style of a brief adds to the one that all share, and each mistake is reported in its file', async () => {
  const shared = `colours: { accent: '#8a1c4a', members: { route: { river: '#224488', harbour: '#a3441c' } } }
print: { h2: { size: 12pt, above: 9pt } }
page_head: { en: The office }
`;
  const own = `colours: { members: { route: { river: '#0b4b2e' } } }\nprint: { h2: { above: 8pt } }\n`;
  const { style, diagnostics } = await loadCase(own, {}, ['en'], shared);
  expect(diagnostics).toEqual([]);
  expect(style?.colours.accent).toBe('#8a1c4a');
  expect([...(style?.members.get('route') ?? [])]).toEqual([
    ['river', '#0b4b2e'],
    ['harbour', '#a3441c'],
  ]);
  expect(['size', 'above'].map((name) => style && styleValue(style.keys, `print.h2.${name}`, 'en'))).toEqual([
    '12pt',
    '8pt',
  ]);
  expect(style?.pageHead.get('en')).toBe('The office');
  expect(style?.files).toEqual(['templates/ferries/style.yaml', 'templates/style.yaml']);
  const faint = await loadCase("colours: { wash: '#111111' }\n", {}, ['en'], "\n\ncolours: { ink: '#f0f0f0' }\n");
  const places = faint.diagnostics.map(({ place }) => `${place?.file.path}:${place?.line}`);
  expect(new Set(places)).toEqual(new Set(['templates/ferries/style.yaml:1', 'templates/style.yaml:3']));
});

test('docs/reference/house-style.md names every part and every key', async () => {
  const page = await fs.readFile('docs/reference/house-style.md', 'utf8');
  for (const path of STYLE_KEYS.keys()) for (const name of path.split('.')) expect(page).toContain(`\`${name}\``);
});
