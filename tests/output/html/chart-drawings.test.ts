import { expect, test } from 'vitest';
import type { RenderedChart } from '../../../src/chart/chart-model.ts';
import type { Dataset } from '../../../src/dataset/model.ts';
import { screenElements } from '../../../src/output/html/page-elements.ts';
import { screenDrawings } from '../../../src/output/html/inline-svg.ts';
import { readHtml } from '../../../src/readback/html-reader.ts';

function drawing(id: string, width: number): Pick<RenderedChart, 'svg' | 'standalone' | 'width' | 'height'> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="90" role="img" aria-labelledby="${id}-title"><title id="${id}-title">t</title><g clip-path="url(#${id}-clip-1)"><text>12</text></g></svg>`;
  return { svg, standalone: svg, width, height: 90 };
}

const CHART: RenderedChart = { ...drawing('gap', 642), name: 'gap', title: 't', description: 'd', values: [] };

test('a chart with a narrow drawing stands in the page twice, as one picture with one alternative text', () => {
  const chart = { ...CHART, narrow: drawing('gap-narrow', 324) };
  const drawings = screenDrawings(chart, 'The gap');
  expect(drawings.map((svg) => /width=(\d+)/.exec(svg)?.[1])).toEqual(['642', '324']);
  expect(drawings.map((svg) => svg.includes('class=narrow'))).toEqual([false, true]);
  expect(drawings.every((svg) => svg.startsWith('<svg') && !/role=|aria-/.test(svg))).toBe(true);
  const sources = { dataset: {} as Dataset, locale: 'en' as const, numbers: new Map() };
  const { properties } = screenElements(sources).chart(chart, 'The gap', 'Figure 1');
  expect(properties).toMatchObject({ role: 'img', ariaLabel: 'The gap' });
  const read = readHtml(`<body><div class="chart" role="img" aria-label="The gap">${drawings.join('')}</div></body>`);
  expect(read.alternatives.map(({ text }) => text)).toEqual(['The gap']);
  expect(read.pieces.map(({ text }) => text.trim()).join('')).toBe('');
});

test('a chart that fits a phone stands there once', () => {
  const [only, ...others] = screenDrawings(CHART, 'The gap');
  expect(others).toEqual([]);
  expect(only).toContain('role=img aria-label="The gap"');
});

test('links to the files of a chart are not words of the document', () => {
  const read = readHtml('<body><p>Words</p><p class="files"><a href="charts/gap.csv">Data (CSV)</a></p></body>');
  expect(read.pieces.map(({ text }) => text.trim()).join('')).toBe('Words');
});
