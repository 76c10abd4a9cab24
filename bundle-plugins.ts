import type { Loader, Plugin } from 'esbuild';
import { readFileSync } from 'node:fs';
import peggy from 'peggy';
import { RELATION_GRAMMAR } from './src/assay/relations/relation-parser.ts';
import * as sheets from './src/output/style/sheets.ts';
import * as assets from './src/preview/assets.ts';

// What the bundles have in place of some modules, and which they do without.

/** What stands in the bundle in place of a module. */
type Replacement = (file: string) => { readonly contents: string; readonly loader?: Loader };

/** The filters of which no bundle has had a module yet. */
const unmet = new Set<RegExp>();

/** Throws where a filter matched no module of any bundle: the module was moved, and stands there as it is. */
export function checkReplaced(): void {
  if (unmet.size > 0) throw new Error(`no bundle has a module that matches ${[...unmet].map(String).join(', ')}`);
}

/** A plugin that replaces the modules whose path a filter matches. */
function replaced(name: string, filter: RegExp, replacement: Replacement): Plugin {
  unmet.add(filter);
  return {
    name,
    setup(bundling) {
      bundling.onLoad({ filter }, ({ path: file }) => {
        unmet.delete(filter);
        return replacement(file);
      });
    },
  };
}

/** The bundle has the generated parser of relations, which from source is generated at each start. */
const generatedParser = replaced('generated-parser', /[\\/]relations[\\/]relation-parser\.ts$/, () => ({
  contents: peggy.generate(RELATION_GRAMMAR, { output: 'source', format: 'es' }),
  loader: 'js',
}));

/** The bundle has what modules of the program read from files: style sheets, a script. */
const texts = (
  [
    [/[\\/]style[\\/]sheets\.ts$/, sheets],
    [/[\\/]preview[\\/]assets\.ts$/, assets],
  ] as const
).map(([filter, exported]) => replaced('texts', filter, () => ({ contents: constants(exported), loader: 'js' })));

/** Such a module has nothing but texts: a function would be lost. */
function constants(exported: Readonly<Record<string, string>>): string {
  return Object.entries(exported)
    .map(([name, content]) => `export const ${name} = ${JSON.stringify(content)};`)
    .join('\n');
}

/**
 * The bundle has the schema of Vega-Lite without its explanations, and parses each definition when it is asked for: a chart
 * needs a few of several hundred.
 */
const schemaOfCharts = replaced('schema-of-charts', /[\\/]vega-lite-schema\.json$/, (file) => {
  const { definitions, ...others } = JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) =>
    isExplanation(key, value) ? undefined : value,
  ) as { definitions: object };
  const definitionTexts = Object.fromEntries(
    Object.entries(definitions).map(([name, one]) => [name, JSON.stringify(one)]),
  );
  const lines = [
    `const parsed = {}, texts = ${JSON.stringify(definitionTexts)};`,
    'const get = (_, name) => (parsed[name] ??= JSON.parse(texts[name]));',
    `export default { ...${JSON.stringify(others)}, definitions: new Proxy(parsed, { get }) };`,
  ];
  return { contents: lines.join('\n'), loader: 'js' };
});

function isExplanation(key: string, value: unknown): boolean {
  return key === 'description' && typeof value === 'string';
}

/** Compiled templates need no source maps, and without the library Handlebars joins text faster. */
const withoutSourceMaps = replaced('without-source-maps', /[\\/]source-map[\\/]source-map\.js$/, () => ({
  contents: '',
}));

/** The tables of Unicode that fontkit unpacks when it loads: Node does that in a tenth of the time. */
const inflateByNode = replaced('inflate-by-node', /[\\/]tiny-inflate[\\/]index\.js$/, () => ({
  contents: `const { inflateRawSync } = require('node:zlib');
    module.exports = (packed) => new Uint8Array(inflateRawSync(packed));`,
}));

/** What every bundle of the program needs. */
export const BUNDLE_PLUGINS: readonly Plugin[] = [
  generatedParser,
  ...texts,
  schemaOfCharts,
  withoutSourceMaps,
  inflateByNode,
];

/**
 * What no bundle runs: puppeteer downloads through proxies, has a command line, and speaks the protocol of Firefox; WOFF 2
 * is refused before fonts are read, and never written.
 */
const NEVER_RUN = [
  /[\\/]proxy-agent[\\/]dist[\\/]index\.js$/,
  /[\\/]puppeteer[\\/]bidi[\\/]bidi\.js$/,
  /[\\/]browsers[\\/]lib[\\/]esm[\\/]CLI\.js$/,
  /[\\/]wawoff2[\\/]index\.js$/,
  /[\\/]brotli[\\/]decompress\.js$/,
].map(without);

/** What only the thread that draws needs. */
const DRAWING = [/[\\/]vega[\\/]build[\\/]vega\.module\.js$/, /[\\/]vega-lite[\\/]build[\\/]index\.js$/].map(without);

/** What only the thread that reads outputs back needs. */
const READING = [/[\\/]@embedpdf[\\/]pdfium[\\/]dist[\\/]index\.js$/].map(without);

/** Leaves out the modules that never run in the bundle of a thread, by its name. */
export function withoutOthers(bundle: string): Plugin[] {
  return [
    ...NEVER_RUN,
    ...(bundle === 'chart-worker' ? [] : DRAWING),
    ...(bundle === 'readback-worker' ? [] : READING),
  ];
}

function without(filter: RegExp): Plugin {
  return replaced('without', filter, () => ({ contents: 'module.exports = {};' }));
}

/** WebAssembly that is read from files beside the bundles: packages and their files. */
export const BINARIES = { '@embedpdf/pdfium': 'pdfium.wasm', harfbuzzjs: 'harfbuzz-subset.wasm' } as const;

/** What cuts fonts finds HarfBuzz beside the bundle. */
export const harfbuzzBeside = replaced('harfbuzz-beside', /[\\/]subset-font[\\/]index\.js$/, (file) => {
  const [before, after, ...more] = readFileSync(file, 'utf8').split(`'harfbuzzjs/dist/${BINARIES.harfbuzzjs}'`);
  if (after === undefined || more.length > 0) throw new Error(`${file} does not load HarfBuzz as it did`);
  return { contents: `${before}'./${BINARIES.harfbuzzjs}'${after}`, loader: 'js' };
});
