import type { LocaleId } from '../../../src/language/locales.ts';
import { PRIVATE_USE } from '../../../src/core/diagnostics/source-text.ts';
import type { Element, Nodes } from 'hast';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RenderedChart } from '../../../src/chart/chart-model.ts';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { TokenRegistry } from '../../../src/figure/token.ts';
import { parseDocument } from '../../../src/document/document-parser.ts';
import { renderHtml } from '../../../src/output/html/html-page.ts';
import { observationValue } from '../../../src/figure/printed-value.ts';
import { builtinUnit } from '../../../src/dataset/unit.ts';
import { figureLists } from '../../../src/output/html/figure-lists.ts';
import { loadReal } from '../../dataset/real.ts';
import { fill } from '../../document/fill.ts';
import { byClass, byTag, elements } from '../elements.ts';
import { readHtml, textOf } from '../html-text.ts';
import { asRelease } from '../../dataset/brands.ts';

const SVG =
  '<?xml version="1.0"?><svg width="9" role="img" aria-labelledby="g-title"><title id="g-title">T</title></svg>';

const GROWTH: RenderedChart = {
  name: 'growth',
  svg: SVG,
  standalone: SVG,
  width: 9,
  height: 9,
  title: 'Growth "of" <metals>',
  description: 'Highest & lowest.',
  values: [],
};

function page(markdown: string, locale: LocaleId = 'en'): { html: string; tree: Nodes } {
  const charts = new Map([['growth', GROWTH]]);
  const document = parseDocument(fill(markdown), charts, { locale }, new Diagnostics());
  const html = renderHtml(document, { locale, author: 'A & B' });
  return { html, tree: readHtml(html) };
}

const BRIEF = `# Metals in ⟦"2025"⟧ {#top}

Output rose ⟦3.9%⟧.

- **Source** CNIA

::contents

## Output {#output}

:::exhibit{#growth}
Growth

In per cent

::chart{name="growth"}

Source: CNIA
:::

### Detail {#detail}

:::exhibit{#table}
Products

| Product | ⟦"2024"⟧ | ⟦"2025"⟧ |
|---|---|---|
| Copper | ⟦13.644⟧ | ⟦14.72|corrected⟧ |
| Cobalt | ⟦79⟧ | ⟦0.17|corrected,provisional⟧ |
| Alumina | [x] | ⟦92⟧ |
| **Total** | ⟦61.68⟧ | ⟦81.75⟧ |
:::
`;

describe('a page', () => {
  const { html, tree } = page(BRIEF);

  test('says its language, title, author and summary', () => {
    expect(byTag(tree, 'html')[0]?.properties['lang']).toBe('en');
    expect(byTag(byTag(tree, 'head')[0] ?? tree, 'title').map(textOf)).toEqual(['Metals in 2025']);
    expect(byTag(tree, 'meta').map(({ properties }) => properties['content'])).toEqual([
      undefined,
      'A & B',
      'Output rose 3.9%.',
    ]);
  });

  test('has one h1, and no level is skipped', () => {
    const levels = byTag(tree, 'h1', 'h2', 'h3', 'h4').map(({ tagName }) => tagName);
    expect(levels).toEqual(['h1', 'h2', 'h3']);
  });

  test('sets title and summary in the band, facts below it', () => {
    expect(byClass(tree, 'band').map(textOf).map(oneLine)).toEqual(['Metals in 2025 Output rose 3.9%.']);
    expect(byClass(tree, 'facts').map(textOf).map(oneLine)).toEqual(['Source CNIA']);
  });

  test('keeps the ids of the author, each once, and links to them only', () => {
    const ids = elements(tree, ({ properties }) => properties['id'] !== undefined).map(
      ({ properties }) => properties['id'],
    );
    expect(ids).toEqual(expect.arrayContaining(['top', 'output', 'growth', 'detail', 'table']));
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of byTag(tree, 'a')) expect(ids).toContain(String(link.properties['href']).slice(1));
  });

  test('leaves a slot for the page of each entry of the contents', () => {
    const slots = elements(tree, ({ properties }) => properties['dataPageOf'] !== undefined);
    expect(slots.map(({ properties }) => properties['dataPageOf'])).toEqual(['output', 'detail']);
    expect(byTag(tree, 'nav')[0]?.properties['role']).toBe('doc-toc');
  });

  test('shows a chart as one picture with words for it', () => {
    const [svg] = byTag(byTag(tree, 'figure')[0] ?? tree, 'svg');
    expect(svg?.properties).toMatchObject({ role: 'img', ariaLabel: 'Growth "of" <metals>. Highest & lowest.' });
    expect(svg?.properties['ariaLabelledBy']).toBeUndefined();
    expect(html).not.toContain('<?xml');
  });

  test('has no empty cell, and a scope on every head', () => {
    for (const cell of byTag(tree, 'td', 'th')) expect(textOf(cell)).not.toBe('');
    for (const head of byTag(tree, 'th')) expect(head.properties['scope']).toMatch(/^(?:col|row)$/);
    expect(byTag(tree, 'caption').map(textOf)).toEqual(['Table 1 Products']);
  });

  test('keeps room for missing digits and flags, so that decimal points align', () => {
    const columns = [1, 2].map((at) =>
      byTag(tree, 'tbody').flatMap((body) => byTag(body, 'tr').map((row) => widthsOf(row, at))),
    );
    expect(columns[0]).toEqual([
      { whole: '13', after: 4, flags: undefined },
      { whole: '79', after: 4, flags: undefined },
      { whole: 'x', after: 0, flags: undefined },
      { whole: '61', after: 4, flags: undefined },
    ]);
    expect(columns[1]).toEqual([
      { whole: '14', after: 3, flags: '◆, p' },
      { whole: '0', after: 3, flags: '◆, p' },
      { whole: '92', after: 3, flags: '◆, p' },
      { whole: '81', after: 3, flags: '◆, p' },
    ]);
  });

  test('keeps no room in a column of several units, whose points need not align', () => {
    const mixed = page('# T {#t}\n\n| Figure | Printed |\n|---|--:|\n| A | ⟦5%⟧ |\n| B | ⟦13.2\u00A0kt⟧ |\n').tree;
    expect(byClass(mixed, 'room')).toEqual([]);
  });

  test('lets a line break only between the words of a unit', () => {
    const [value] = byClass(page('# T {#t}\n\n## U {#u}\n\n⟦14.72\u00A0million tonnes|corrected⟧').tree, 'value');
    expect(value && textOf(value)).toBe('14.72 million tonnes ◆');
    const shape = (value as Element).children.map((child) =>
      child.type === 'element' && child.tagName === 'wbr' ? 'wbr' : textOf(child),
    );
    // the mark of a figure holds on to the last word
    expect(shape.slice(1)).toEqual([' million ', 'wbr', 'tonnes ◆']);
    const plain = byClass(page('# T {#t}\n\n## U {#u}\n\n⟦14.72\u00A0million tonnes⟧').tree, 'unit')[0];
    expect(plain?.children.map((child) => (child.type === 'element' ? child.tagName : textOf(child)))).toEqual([
      ' million ',
      'wbr',
      'tonnes',
    ]);
  });

  test('marks a row of totals', () => {
    expect(byClass(tree, 'total').map((row) => textOf(row.children[0] as Nodes))).toEqual(['Total']);
  });
});

/**
 * Of the cell at a column: what stands before the point, how many characters from the point on with their room, room
 * for flags.
 */
test('only a figure that is longer than a line of a phone may break', () => {
  const [short, long] = ['1,950 to 1,970 tonnes', '1,950,000,000 to 1,970,000,000 tonnes'];
  const { tree } = page(`# T {#t}\n\n## U {#u}\n\n⟦${short}⟧ and ⟦${long}⟧`);
  expect(byClass(tree, 'value').map(textOf)).toEqual([short, long]);
  expect(byClass(tree, 'long').map(textOf)).toEqual([long]);
});

function widthsOf(row: Element, at: number): { whole: string; after: number; flags: unknown } {
  const cell = byTag(row, 'td', 'th')[at] as Element;
  const [flags] = byClass(cell, 'flags');
  const [room] = byClass(cell, 'room');
  const figure = textOf({ ...cell, children: cell.children.filter((child) => child !== flags) });
  const [whole = '', fraction] = figure.split('.');
  const own = fraction === undefined ? 0 : fraction.length + 1;
  return {
    whole,
    after: own + String(room?.properties['dataRoom'] ?? '').length,
    flags: flags?.properties['dataRoom'],
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

test('neither a label nor a title can add an element', () => {
  const parts = ['<', '/', '>', '</style', 'script', '"', "'", '&', '\\', ' ', 'a=', '`', '-->', ']]>'];
  const hostile = fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 8 }).map((found) => found.join(''));
  fc.assert(
    fc.property(hostile, (text) => {
      fc.pre(text.trim() !== '');
      const tokens = new TokenRegistry();
      const print = (): string => tokens.add({ kind: 'text', text });
      const markdown = `# ${print()} {#top}\n\n${print()} \`${print()}\` [${print()}](https://example.org "${print()}")\n`;
      const filled = { markdown, tokens, placeOf: () => undefined };
      const document = parseDocument(filled, new Map(), { locale: 'en' as const }, new Diagnostics());
      const html = renderHtml(document, { locale: 'en' as const, author: text });
      const tags = elements(readHtml(html), () => true).map(({ tagName }) => tagName);
      expect(tags.join(' ')).toBe('html head meta title meta meta style body header h1 p code a main');
      expect(html).not.toMatch(PRIVATE_USE);
    }),
    { numRuns: 60 },
  );
});

test('a name with a version stays on one line', () => {
  const { tree } = page('# T {#t}\n\nLicence CC-BY-4.0, or CC0-1.0, of 2025-04 and COVID-19.\n');
  expect(byClass(tree, 'joined').map(textOf)).toEqual(['CC-BY-4.0', 'CC0-1.0']);
});

test('a Chinese title may break after its date, and nowhere else', () => {
  const title = (text: string): string => /<h1[^>]*>(.*)<\/h1>/.exec(page(`# ${text} {#t}\n`, 'zh-CN').html)?.[1] ?? '';
  expect(title('2025年1月至10月中国有色金属工业运行')).toMatch(/月<\/span><wbr>中国有色金属工业运行$/);
  expect(title('2025年版')).not.toContain('<wbr>');
  expect(title('中国有色金属工业')).toBe('中国有色金属工业');
});

test('the name of an edition by its date stays on one line', () => {
  const { tree } = page(
    '# T {#t}\n\n数据截至2026年2月28日。2025年版，取代⟦"2024年"⟧版；⟦"2024年第一季度"⟧版\n',
    'zh-CN',
  );
  expect(byClass(tree, 'joined').map(textOf)).toEqual(['2026年2月28日', '2025年版', '2024年版', '2024年第一季度版']);
});

test('the ends of a Chinese range may part, each with its own words', () => {
  const text = '# T {#t}\n\n⟦8,174.5 至 8,175.5\u00A0万吨⟧，⟦超过 4,000\u00A0亿元⟧，⟦8,175\u00A0万吨⟧\n';
  const { tree } = page(text, 'zh-CN');
  expect(byClass(tree, 'end').map(textOf)).toEqual(['8,174.5 至', '8,175.5 万吨']);
});

test('a list of figures says what one may stand for in the unit in which it is printed', async () => {
  const dataset = await loadReal();
  const stated = dataset.releases
    .get(asRelease('cnia-2025'))
    ?.observations.find(({ address }) => address === 'trade.bauxite@2025');
  const told = (unit?: string): string => {
    const value =
      stated && observationValue(stated, { locale: 'zh-CN' as const, unit: unit ? builtinUnit(unit) : undefined });
    const [list] = figureLists({ dataset, locale: 'zh-CN' as const, numbers: new Map() }).listOf(value ? [value] : []);
    return list ? textOf(list) : '';
  };
  expect(told()).toMatch(/2 亿吨 铝土矿进口量，2025年。取值范围：1.95 至 2.05 亿吨。/);
  expect(told('Mt')).toMatch(/200 百万吨 铝土矿进口量，2025年。取值范围：195 至 205 百万吨。/);
});
