import { localeOf } from '../locale-of.ts';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RenderedChart } from '../../src/chart/chart-model.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parseUnit } from '../../src/dataset/unit.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { renderHtml } from '../../src/output/html/html-page.ts';
import { renderGithub } from '../../src/host/github/github.ts';
import { expectedDiagnostics, fill, valueOf } from './fill.ts';

const FOLDER = path.join(import.meta.dirname, '../cases/document');

/** The units that the specimens name above their charts. */
const UNITS = { growth: '%', ten: 'Mt', trade: '10^9 USD' };

function chart(name: keyof typeof UNITS): RenderedChart {
  const svg = `<svg width="40" height="20"><clipPath id="clip0"><path d="M0,0h40v20"/></clipPath><g clip-path="url(#clip0)"/></svg>`;
  const title = `Chart "${name}" & <more>`;
  const unit = parseUnit(UNITS[name], new Map()) ?? expect.fail(`${UNITS[name]} is not a unit`);
  const values = [valueOf('34.7%', [], `${name}.lithium:growth@2025`).with({ unit })];
  return { name, svg, standalone: svg, width: 40, height: 20, title, description: 'Lithium 34.7%', values };
}

const CHARTS = new Map((['growth', 'ten', 'trade'] as const).map((name) => [name as string, chart(name)]));

function readCase(name: string) {
  const input = readFileSync(path.join(FOLDER, name, 'input.md'), 'utf8');
  const diagnostics = new Diagnostics();
  const locale = name === 'chinese' ? 'zh-CN' : 'en';
  const document = parseDocument(fill(input), CHARTS, { locale, declared: ['2020..2030', 'CO2'] }, diagnostics);
  // what the specimens say is invented: what words claim, and periods of heads, have tests of their own
  const problems = diagnostics.all.filter(
    ({ rule }) => rule !== 'document/untested-claim' && rule !== 'document/period',
  );
  return { input, document, locale, problems };
}

describe('document cases', () => {
  test.each(readdirSync(FOLDER))('%s', async (name) => {
    const { input, document, locale, problems } = readCase(name);
    const reported = problems.map(({ rule, place }) => `${place?.line}:${place?.column} ${rule}`);
    expect(reported).toEqual(expectedDiagnostics(input));
    if (problems.length > 0) return; // a document with errors is never printed

    const expected = (file: string): string => path.join(FOLDER, name, 'expected', file);
    await expect(renderGithub(document, { locale: localeOf(locale), charts: 'charts' })).toMatchFileSnapshot(
      expected('brief.md'),
    );
    const [, body] = renderHtml(document, { locale: localeOf(locale) }).split('</head>');
    await expect(
      body?.replaceAll(/(?=<(?:section|figure|table|tr|p|li|h\d|div|nav|main)\b)/g, '\n'),
    ).toMatchFileSnapshot(expected('body.html'));
    const values = document.values.map(
      ({ section, ordinal, role, text, place }) =>
        `${section} ${ordinal} ${role} "${text}" ${place ? `${place.line}:${place.column}` : '-'}`,
    );
    await expect(`${values.join('\n')}\n`).toMatchFileSnapshot(expected('values.txt'));
  });
});
