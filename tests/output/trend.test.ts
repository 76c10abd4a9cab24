import { describe, expect, test } from 'vitest';
import { contrast } from '../../src/brief/colour.ts';
import { HOUSE } from '../../src/brief/house-style.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { TokenRegistry } from '../../src/figure/token.ts';
import type { BriefDocument } from '../../src/document/nodes.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { plainText } from '../../src/document/tree-walk.ts';
import { renderHtml } from '../../src/output/html/html-page.ts';
import { renderGithub } from '../../src/host/github/github.ts';
import { darkStyle } from '../../src/output/style/dark.ts';
import { chartFile, trendFiles } from '../../src/output/svg-file.ts';
import { valueOf } from '../document/fill.ts';
import { byTag } from './elements.ts';
import { readHtml } from './html-text.ts';

const TREND = {
  address: 'output.copper:growth@2020..2022',
  members: new Map([
    ['area', 'china'],
    ['metal', 'copper'],
  ]),
  points: [valueOf('1 t'), undefined, valueOf('2 t')],
  text: 'Copper <b>"so"</b>: rose from 1 t to 2 t',
};

function documentOf(markdown: (trend: string) => string): BriefDocument {
  const tokens = new TokenRegistry();
  const token = tokens.add({ kind: 'trend', trend: TREND, text: TREND.text });
  const filled = { markdown: markdown(token), tokens, placeOf: () => undefined };
  return parseDocument(filled, new Map(), { locale: 'en' }, new Diagnostics());
}

describe('a trend in a document', () => {
  const document = documentOf((trend) => `# T {#t}\n\n## S {#s}\n\n:::box{#b}\n- Copper\n\n  2\n\n  ${trend}\n:::\n`);

  test('is one picture with words for it, in the colour of its text', () => {
    const svgs = byTag(readHtml(renderHtml(document, { locale: 'en', paper: 'A4' })), 'svg');
    expect(svgs.map(({ properties }) => [properties['role'], properties['ariaLabel']])).toEqual([['img', TREND.text]]);
    expect(renderHtml(document, { locale: 'en', paper: 'A4' })).toContain('stroke=currentColor');
  });

  test('is dotted from figure to figure where none is published between them', () => {
    const svg = [...trendFiles(document, HOUSE).values()][0] ?? '';
    expect(svg).not.toContain('<polyline');
    expect(svg.match(/<path d="M3,[\d.]+L61,[\d.]+"[^>]* stroke-dasharray=/g)).toHaveLength(1);
  });

  test('keeps its head whole where its words have a bracket', () => {
    const tokens = new TokenRegistry();
    const trend = { ...TREND, text: 'Persons aged > sixty' };
    const token = tokens.add({ kind: 'trend', trend, text: trend.text });
    const markdown = `# T {#t}\n\n## S {#s}\n\n:::box{#b}\n- Copper\n\n  2\n\n  ${token}\n:::\n`;
    const parsed = parseDocument(
      { markdown, tokens, placeOf: () => undefined },
      new Map(),
      { locale: 'en' },
      new Diagnostics(),
    );
    const svg = [...trendFiles(parsed, HOUSE).values()][0] ?? '';
    expect(svg).toMatch(/^<svg(?: [\w:-]+="[^"]*")*>(?:<title[^]*)?<style>/);
    expect(svg.match(/<style>/g)).toHaveLength(1);
  });

  test('is a file next to the charts in Markdown', () => {
    expect(renderGithub(document, { locale: 'en', charts: 'charts' })).toContain(
      '](charts/trend-output.copper-growth-2020-2022.svg)',
    );
    expect([...trendFiles(document, HOUSE).keys()]).toEqual(['trend-output.copper-growth-2020-2022']);
  });

  test('has the colour of the first of its members to which the house gives one, on every ground', () => {
    const house = { ...HOUSE, members: new Map([['metal', new Map([['copper', '#8d4c28']])]]) };
    const page = renderHtml(document, { locale: 'en', paper: 'A4', house });
    expect(page).toContain('--member-metal-copper: #8d4c28;');
    expect(page).toContain('style="color:var(--member-area-china, var(--member-metal-copper, var(--accent)))"');
    expect([...trendFiles(document, house).values()][0]).toContain('stroke="#8d4c28"');
    expect([...trendFiles(document, HOUSE).values()][0]).toContain(`stroke="${HOUSE.colours.accent}"`);
    const dark = /--member-metal-copper: (#[0-9a-f]{6});/.exec(darkStyle([], house))?.[1] ?? '';
    expect(contrast(dark, HOUSE.dark.ground)).toBeGreaterThan(4.5);
  });

  test('is listed with its figures', () => {
    expect(document.values.map(({ text, role, section }) => [text, role, section])).toEqual([
      ['1 t', 'alternative', 's'],
      ['2 t', 'alternative', 's'],
    ]);
  });

  test('is its words in code, with its figures', () => {
    const { values, root } = documentOf((trend) => `# T {#t}\n\n\`${trend}\`\n`);
    expect(plainText([root])).toContain('rose from 1 t to 2 t');
    expect(values.map(({ text }) => text)).toEqual(['1 t', '2 t']);
  });
});

describe('an SVG file', () => {
  const svg = (body: string): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="40" viewBox="-5 0 100 40" role="img">${body}</svg>`;
  const file = (body: string): string => chartFile({ standalone: svg(body) } as never, HOUSE);

  test('has a ground of its own, larger than the drawing and under it', () => {
    const text = file('<title id="x">X</title><path fill="#0b5d7a"/>');
    expect(text).toContain('width="124" height="64" viewBox="-17 -12 124 64"');
    expect(text).toMatch(/<title id="x">X<\/title><style>.*<\/style><rect class="ground" x="-17" y="-12" .*<path/);
  });

  test('changes its ground and each of its colours where the reader wants it dark, and nothing else', () => {
    const text = file('<path fill="#0b5d7a"/><path stroke="#1b2733" fill="none"/>');
    const [, rules = ''] = /@media \(prefers-color-scheme:dark\)\{(.*)\}<\/style>/.exec(text) ?? [];
    expect(rules.match(/[^{}]+(?=\{)/g)).toEqual(["[fill='#0b5d7a']", "[stroke='#1b2733']", '.ground']);
  });
});
