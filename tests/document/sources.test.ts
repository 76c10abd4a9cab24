import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { TokenRegistry } from '../../src/figure/token.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/load.ts';
import { parseDocument } from '../../src/document/parse.ts';
import { renderGithub } from '../../src/output/markdown/github.ts';
import { valueOf } from './fill.ts';

const tiny = new Workspace('tests/fixtures/tiny');

/** A document that prints values from some releases and ends with a list of sources. */
async function sourcesOf(...provenances: object[]): Promise<string> {
  return sourcesIn('en', provenances);
}

async function sourcesIn(locale: string, provenances: readonly object[]): Promise<string> {
  const diagnostics = new Diagnostics();
  const dataset = await loadDataset(tiny, 'ferry-passengers', diagnostics);
  if (!dataset) throw new Error('the dataset does not load');
  const tokens = new TokenRegistry();
  const words = provenances.map((provenance) =>
    tokens.add({ kind: 'value', value: valueOf('5%').with({ provenance }), text: '5%' }),
  );
  const filled = { markdown: `# A {#a}\n\n${words.join(' ')}\n\n::sources\n`, tokens, placeOf: () => undefined };
  const document = parseDocument(filled, new Map(), { locale, dataset }, diagnostics);
  expect(diagnostics.failed).toBe(false);
  return renderGithub(document, { locale, charts: 'charts' }).split(/5%\n+/).at(-1) ?? '';
}

test('names the publisher of a printed figure, with the date of its release', async () => {
  expect(await sourcesOf({ release: 'ferry-2025-q4' })).toMatchInlineSnapshot(`
    "- [Harbour Office](https://harbour.example/ferries), 19\u00A0January\u00A02026
    "
  `);
});

test('names publishers in the language of the document', async () => {
  const named = await sourcesIn('zh-CN', [{ release: 'ferry-2025-q4' }]);
  expect(named).toBe('- [港务局](https://harbour.example/ferries)，2026年1月19日\n');
});

test('names what supports a correction and what a derived figure rests on, each publisher once', async () => {
  const derived = { formula: [valueOf('1%').with({ provenance: { release: 'ferry-2025-q3' } }), ' ÷ 2'] };
  const both = await sourcesOf({ release: 'ferry-2025-q4' }, derived);
  expect(both.match(/^- /gm)).toHaveLength(1);
  expect(both).toContain(' and ');
  expect(await sourcesOf({ evidence: ['ferry-2025-q3'] })).not.toBe('');
});

test('is empty where no figure is printed', async () => {
  expect(await sourcesOf({})).toBe('');
});
