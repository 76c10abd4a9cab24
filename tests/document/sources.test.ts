import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { TokenRegistry } from '../../src/figure/token.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { renderGithub } from '../../src/output/markdown/github.ts';
import type { Observation } from '../../src/dataset/model.ts';
import type { Value } from '../../src/figure/value.ts';
import { statementAt, valueOf } from './fill.ts';

const tiny = new Workspace('tests/fixtures/tiny');
const dataset = (await loadDataset(tiny, 'ferry-passengers', new Diagnostics())) ?? expect.fail('it does not load');

/** A value from a release; where releases support a correction of it, a corrected one. */
function from(release: string, ...evidence: readonly string[]): Value {
  const correction = { quantity: { text: '5%' }, evidence };
  const parts = { release: { id: release, source: {} }, correction: evidence.length > 0 ? correction : undefined };
  const observation = statementAt('passengers:growth@2025', parts as unknown as Partial<Observation>);
  return valueOf('5%').with({ origin: { kind: 'stated', observation } });
}

/** A document that prints values from some releases and ends with a list of sources. */
function sourcesOf(...values: readonly Value[]): string {
  return sourcesIn('en', values);
}

function sourcesIn(locale: string, values: readonly Value[]): string {
  const diagnostics = new Diagnostics();
  const tokens = new TokenRegistry();
  const words = values.map((value) => tokens.add({ kind: 'value', value, text: '5%' }));
  const filled = { markdown: `# A {#a}\n\n${words.join(' ')}\n\n::sources\n`, tokens, placeOf: () => undefined };
  const document = parseDocument(filled, new Map(), { locale, dataset }, diagnostics);
  expect(diagnostics.failed).toBe(false);
  return renderGithub(document, { locale, charts: 'charts' }).split(/5%\n+/).at(-1) ?? '';
}

test('names the publisher of a printed figure, with the date of its release', () => {
  expect(sourcesOf(from('ferry-2025-q4'))).toMatchInlineSnapshot(`
    "- [Harbour Office](https://harbour.example/ferries), 19\u00A0January\u00A02026
    "
  `);
});

test('names publishers in the language of the document', () => {
  const named = sourcesIn('zh-CN', [from('ferry-2025-q4')]);
  expect(named).toBe('- [港务局](https://harbour.example/ferries)，2026年1月19日\n');
});

test('names what supports a correction and what a derived figure rests on, each publisher once', () => {
  const derived = valueOf('5%').with({ origin: { kind: 'derived', formula: [from('ferry-2025-q3'), ' ÷ 2'] } });
  const both = sourcesOf(from('ferry-2025-q4'), derived);
  expect(both.match(/^- /gm)).toHaveLength(1);
  expect(both).toContain(' and ');
  expect(sourcesOf(from('elsewhere', 'ferry-2025-q3'))).toContain('20\u00A0October');
});

test('is empty where no figure is printed', () => {
  expect(sourcesOf(from('elsewhere'))).toBe('');
});
