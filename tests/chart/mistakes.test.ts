import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChartSpec } from '../../src/chart/chart-model.ts';
import { loadChart } from '../../src/chart/spec.ts';
import { inspectExpression, PURE_FUNCTIONS } from '../../src/chart/vega-expression.ts';
import { parseJson } from '../../src/core/files/json-file.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Cache } from '../../src/core/machine/cache.ts';
import { CASES, draw, ferries, readCase, summaryOf } from './case.ts';
import { saying } from '../messages.ts';

const files = (await readdir(CASES)).sort();

test.each(files)('%s says exactly what its comments expect', async (file) => {
  const { json, expected } = readCase(await readFile(path.join(CASES, file), 'utf8'));
  const { rendered, diagnostics } = await draw(json, await ferries(), { name: file.replace('.vl.jsonc', '') });
  expect(diagnostics.map(summaryOf)).toEqual(expected.map((one) => saying(one)));
  expect(rendered !== undefined).toBe(!expected.some((line) => line.includes(' error ')));
});

test('a mistake is reported each time the chart is read', async () => {
  const [edition, text] = [await ferries(), '{ "mark": "bar" }'];
  const first = await draw(text, edition);
  expect(await draw(text, edition)).toEqual(first);
  expect(first.diagnostics).toHaveLength(1);
});

test('a chart that was read is known by its file and text, unless it has a mistake', async () => {
  const known = new Cache<ChartSpec>();
  const file = { path: 'charts/a.vl.json', text: '{ "mark": "bar", "data": { "address": "passengers" } }' };
  const read = (own: Partial<typeof file>, found = new Diagnostics()) => loadChart({ ...file, ...own }, found, known);
  const first = await read({});
  expect(first?.name).toBe('a');
  expect(await read({})).toBe(first);
  expect((await read({ path: 'charts/b.vl.json' }))?.name).toBe('b');
  for (const found of [new Diagnostics(), new Diagnostics()]) {
    await read({ text: '{ "mark": "bar" }' }, found);
    expect(found.all).toHaveLength(1);
  }
});

test('the chart of all editions is looked for once', async () => {
  const asked: string[] = [];
  const known = { get: (key: string) => void asked.push(key), set: () => undefined };
  const file = { path: 'charts/a.vl.json', text: '{ "mark": "bar", "data": { "address": "passengers" } }' };
  const read = () => loadChart(file, new Diagnostics(), known);
  expect((await Promise.all([read(), read()])).map((spec) => spec?.name)).toEqual(['a', 'a']);
  await read();
  expect(asked).toHaveLength(1);
});

test('a pattern that finds nothing is not a mistake where the data are optional', async () => {
  const data = { address: 'passengers@2019', optional: true };
  const spec = {
    data,
    mark: 'bar',
    encoding: { x: { field: 'value', type: 'quantitative', scale: { domain: [0, 1] } } },
  };
  const { rendered, bound, diagnostics } = await draw(JSON.stringify(spec), await ferries());
  expect(diagnostics).toEqual([]);
  expect(bound?.values).toEqual([]);
  expect(rendered?.svg).toContain('<line');
  // without its axis nothing is left of it
  expect((await draw(JSON.stringify({ data, mark: 'bar' }), await ferries())).diagnostics.map(summaryOf)).toEqual([
    saying('1 error chart/empty … case … -- …'),
  ]);
});

test('what JSON.parse reads is read alike, and what it refuses is refused', () => {
  const mutated = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '"', '0', '\\', '\u0001', '/', "'"))
    .map(([text, at, extra]) => {
      const cut = at % (text.length + 1);
      return text.slice(0, cut) + extra + text.slice(cut + (at % 2));
    });
  fc.assert(
    fc.property(fc.oneof(fc.json(), mutated), (text) => {
      const diagnostics = new Diagnostics();
      const read = parseJson({ path: 'x', text }, diagnostics);
      const twice = diagnostics.all.some(({ message }) => /twice|levels|control/.test(message));
      if (!twice) expect(read?.value).toEqual(plainJson(text));
    }),
    { numRuns: 500 },
  );
});

function plainJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

test('no function is called but the pure ones, however it is reached', () => {
  const name = fc.stringMatching(/^[a-z][A-Za-z]{0,14}$/).filter((word) => !PURE_FUNCTIONS.has(word));
  const call = name.chain((word) =>
    fc.constantFrom(
      `${word}()`,
      `1 + ${word}(datum.value)`,
      `if(${word}(), 1, 2)`,
      `[${word}(1)][0]`,
      `{a: ${word}()}.a`,
      `datum.value > 0 ? ${word}() : 1`,
      `datum[${word}()]`,
      `datum.${word}()`,
      `!${word}()`,
    ),
  );
  const keywords =
    /\b(?:if|in|do|for|let|new|try|var|else|enum|eval|this|true|null|void|with|case|false|class|const|super|throw|while|yield|break|catch|import|public|return|static|switch|typeof|default|delete|export|extends|finally|package|private|continue|debugger|function|interface|protected|implements|instanceof)\(/;
  fc.assert(
    fc.property(call, (text) => {
      if (keywords.test(text.replace('if(', ''))) return;
      expect(inspectExpression(text, new Set()).problems.map(({ kind }) => kind)).toContain('function');
    }),
  );
});

test('a label that no shipped font can show is an error', async () => {
  const text =
    '{ "data": { "address": "passengers.river" }, "mark": "text", "encoding": { "text": { "field": "label" } } }';
  const edition = await ferries();
  const names = edition.dataset.indicators.get('passengers.river')?.label as Map<string, string>;
  names.set('en', names.get('zh-CN') ?? '');
  const { diagnostics } = await draw(text, edition);
  expect(diagnostics.map(summaryOf)).toEqual([
    '1 error document/missing-glyph: in the chart case no shipped font has the character 河 of the label "河道航线"' +
      ' -- write the label with other characters',
  ]);
});

test('an address that is wrong is underlined where it is wrong', async () => {
  const text = '{ "data": { "address": ["passengers", "passengers@2025-Q7"] }, "mark": "bar" }';
  const [diagnostic] = (await draw(text, await ferries())).diagnostics;
  const { column = 0, length = 0 } = diagnostic?.place ?? {};
  expect(text.slice(column - 1, column - 1 + length)).toBe('2025-Q7');
});
