import { beforeAll, describe, expect, test } from 'vitest';
import { renderChart } from '../../src/chart/chart-rendering.ts';
import { HOUSE_THEME } from '../../src/chart/theme.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import type { Edition } from '../../src/dataset/edition.ts';
import { bindSound, draw, drawSound, ferries, summaryOf } from './case.ts';
import { elementsOf, readSvg, type SvgElement, textsOf } from './svg.ts';
import { saying } from '../messages.ts';

let edition: Edition;
beforeAll(async () => {
  edition = await ferries();
});

const LINES = {
  data: { address: 'passengers.river@2025-Q3..2025-Q4' },
  height: 200,
  usermeta: { heights: [90, 260] },
  mark: 'line',
  encoding: {
    x: { field: 'period', type: 'nominal' },
    y: { field: 'value', type: 'quantitative' },
    color: { field: 'route' },
  },
};

const PANELS = {
  data: { address: 'passengers.*@2025-Q3..2025-Q4' },
  width: 600,
  height: 150,
  usermeta: { narrow: { columns: 1, height: 300 } },
  facet: { field: 'route_label' },
  columns: 2,
  spec: {
    mark: 'bar',
    encoding: { x: { field: 'period', type: 'nominal' }, y: { field: 'value', type: 'quantitative' } },
  },
};

/** How far down each text of a picture stands, by the text; several have one text. */
function textTops(element: SvgElement, above = 0): (readonly [text: string, y: number])[] {
  const moved = /translate\([^,]*,([^)]*)\)/.exec(element.attributes['transform'] ?? '')?.[1] ?? 0;
  const y = above + Number(moved);
  const own = element.name === 'text' ? [[element.text.trim(), Math.round(y)] as const] : [];
  return [...own, ...element.children.flatMap((child) => textTops(child, y))];
}

/** Width and height of the outermost element. */
function sizeOf(svg: string): [number, number] {
  const { width, height } = readSvg(svg).attributes;
  return [Number(width), Number(height)];
}

describe('a chart with a range of heights', () => {
  test('is drawn at every height in it, with the same figures', async () => {
    const bound = await bindSound(JSON.stringify(LINES), edition);
    for (const height of [90, 133, 260]) {
      const diagnostics = new Diagnostics();
      const chart = await renderChart(bound, HOUSE_THEME, diagnostics, { height });
      expect(diagnostics.all.map(summaryOf)).toEqual([]);
      expect(sizeOf(chart?.svg ?? '')).toEqual([642, height]);
      // For paper only: nobody reads it as a file or on a screen.
      expect([chart?.narrow, chart?.standalone]).toEqual([undefined, '']);
    }
    const { rendered } = await drawSound(JSON.stringify(LINES), edition);
    expect([rendered.heights, sizeOf(rendered.svg)]).toEqual([{ min: 90, max: 260 }, [642, 200]]);
    expect(sizeOf(rendered.standalone)).toEqual([642, 200]);
  });

  test('with rows of a fixed height is stretched too', async () => {
    const rows = {
      ...LINES,
      mark: 'bar',
      height: { step: 20 },
      encoding: {
        y: { field: 'period', type: 'nominal' },
        yOffset: { field: 'route' },
        x: { field: 'value', type: 'quantitative' },
        color: { field: 'route' },
      },
    };
    const bound = await bindSound(JSON.stringify(rows), edition);
    const chart = await renderChart(bound, HOUSE_THEME, new Diagnostics(), { height: 180 });
    expect(sizeOf(chart?.svg ?? '')).toEqual([642, 180]);
  });

  test.each([
    [[200, 100], 'is the least and the greatest height'],
    [[100], 'is the least and the greatest height'],
  ])('is refused as %j', async (heights, message) => {
    const { rendered, diagnostics } = await draw(JSON.stringify({ ...LINES, usermeta: { heights } }), edition);
    expect(rendered).toBeUndefined();
    expect(diagnostics.map((item) => `${item.rule} ${item.message}`)).toEqual([
      expect.stringMatching(new RegExp(`^chart/invalid .*${message}`)),
    ]);
  });

  test.each([
    [-5, 'chart/invalid 5:13 "height" … 0, 1100 … -5'],
    [0, 'chart/invalid 5:13 "height" … 0, 1100 … 0'],
    [1e9, 'chart/too-large 5:13 "height" … 1100 …'],
    [80, 'chart/invalid 5:13 "height" … 90 … 260 … 80'],
    [261, 'chart/invalid 5:13 "height" … 90 … 260 … 261'],
  ])('does not take a height of %d', async (height, expected) => {
    const { diagnostics } = await draw(JSON.stringify({ ...LINES, height }, null, 2), edition);
    const told = diagnostics.map(({ rule, message, place }) => `${rule} ${place?.line}:${place?.column} ${message}`);
    expect(told).toEqual([saying(expected)]);
    expect(diagnostics.map(({ hint }) => hint)).not.toContain(undefined);
  });

  test('and a height on narrow screens that is none is reported once', async () => {
    const { diagnostics } = await draw(JSON.stringify({ ...LINES, usermeta: { narrow: { height: 1e9 } } }), edition);
    expect(diagnostics.map(({ message }) => message)).toEqual([saying('"height" … 1 … 1100')]);
  });

  test('must be legible at the least of them', async () => {
    const labels = {
      ...LINES,
      data: { address: 'passengers.*@2025-Q3' },
      usermeta: { heights: [16, 200] },
      mark: { type: 'text', style: 'label' },
      encoding: { y: LINES.encoding.y, text: { field: 'text' } },
    };
    const { rendered, diagnostics } = await draw(JSON.stringify(labels), edition);
    expect(rendered).toBeUndefined();
    expect(diagnostics.map(({ rule }) => rule)).toEqual(['chart/label-overlap']);
    expect(diagnostics[0]?.message).toMatch(/16 pixels$/);
  });
});

test('small multiples with scales of their own have their heads in one line, and periods near their base line', async () => {
  const { encoding } = PANELS.spec;
  const labels = { mark: { type: 'text', style: 'label', dy: -8 }, encoding: { text: { field: 'text' } } };
  const layer = [{ mark: 'bar' }, { ...labels, transform: [{ filter: "datum.route === 'harbour'" }] }];
  const spec = { ...PANELS, spec: { encoding, layer }, resolve: { scale: { y: 'independent' } } };
  const { rendered } = await drawSound(JSON.stringify(spec), edition);
  const tops = textTops(readSvg(rendered.svg));
  const of = (pattern: RegExp): number[] => tops.filter(([text]) => pattern.test(text)).map(([, y]) => y);
  expect(of(/route$/).length).toBeGreaterThan(1);
  expect(new Set(of(/route$/)).size).toBe(1);
  // the label of zero has its middle on the base line: a period stands a label's height and the padding of 6 below
  const apart = Math.max(...of(/^2025/)) - Math.max(...of(/^0$/));
  expect(apart).toBeGreaterThan(8);
  expect(apart).toBeLessThan(16);
});

describe('a narrow screen', () => {
  test('has a drawing of its own, as wide as a phone has room', async () => {
    const { rendered } = await drawSound(JSON.stringify(LINES), edition);
    expect(sizeOf(rendered.narrow?.svg ?? '')).toEqual([324, 200]);
    expect(textsOf(rendered.narrow?.svg ?? '')).toEqual(textsOf(rendered.svg));
  });

  test('has none of a chart that fits it', async () => {
    const { rendered } = await drawSound(JSON.stringify({ ...LINES, width: 306 }), edition);
    expect(rendered.narrow).toBeUndefined();
  });

  test('has small multiples below each other; side by side they share the width of a page', async () => {
    const { rendered } = await drawSound(JSON.stringify(PANELS), edition);
    expect(sizeOf(rendered.svg)).toEqual([600, 150]);
    expect(sizeOf(rendered.narrow?.svg ?? '')).toEqual([324, 300]);
  });

  test('shows less where a specification says so', async () => {
    const spec = { ...LINES, transform: [{ filter: "!narrow || datum.period === '2025-Q4'" }] };
    const { rendered } = await drawSound(JSON.stringify(spec), edition);
    const labels = (svg = ''): string[] => textsOf(svg).filter((text) => text.startsWith('2025'));
    expect(labels(rendered.svg)).toEqual(['2025-Q3', '2025-Q4']);
    expect(labels(rendered.narrow?.svg)).toEqual(['2025-Q4']);
  });

  test('is warned of where labels have no room, and has the wide drawing', async () => {
    const text = { ...LINES, data: PANELS.data, usermeta: {}, mark: { type: 'text', style: 'label' } };
    const spec = { ...text, encoding: { x: LINES.encoding.x, text: { field: 'label' }, y: { value: 20 } } };
    const apart = { ...spec, encoding: { ...spec.encoding, y: { field: 'route', type: 'nominal' } } };
    const { rendered, diagnostics } = await draw(
      JSON.stringify({ ...apart, mark: { ...spec.mark, fontSize: 26 } }),
      edition,
    );
    expect(rendered?.svg).toBeDefined();
    expect(rendered?.narrow).toBeUndefined();
    expect(diagnostics.map(({ rule, severity }) => [severity, rule])).toEqual([['warning', 'chart/narrow']]);
  });

  test('has ids that the wide drawing does not have', async () => {
    const { rendered } = await drawSound(JSON.stringify(LINES), edition);
    const ids = [rendered.svg, rendered.narrow?.svg ?? ''].flatMap((svg) =>
      elementsOf(readSvg(svg)).flatMap(({ attributes }) => attributes['id'] ?? []),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});
