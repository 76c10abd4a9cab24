import type { Plugin } from 'esbuild';
import { readFileSync } from 'node:fs';
import peggy from 'peggy';
import manifest from './package.json' with { type: 'json' };
import { RELATION_GRAMMAR } from './src/assay/relations/grammar.ts';
import * as sheets from './src/output/style/sheets.ts';
import * as assets from './src/preview/assets.ts';

// What the bundles have in place of some modules, and which they do without.

/** The bundle has the generated parser of relations, which from source is generated at each start. */
const generatedParser: Plugin = {
  name: 'generated-parser',
  setup(bundling) {
    bundling.onLoad({ filter: /[\\/]assay[\\/]relation-parser\.ts$/ }, () => ({
      contents: peggy.generate(RELATION_GRAMMAR, { output: 'source', format: 'es' }),
      loader: 'js',
    }));
  },
};

/** The bundle has what modules of the program read from files: package.json, style sheets, a script. */
const texts: Plugin = {
  name: 'texts',
  setup(bundling) {
    for (const [file, exported] of [
      [/[\\/]build[\\/]manifest\.ts$/, { MANIFEST: manifest }],
      [/[\\/]style[\\/]sheets\.ts$/, sheets],
      [/[\\/]preview[\\/]assets\.ts$/, assets],
    ] as const) {
      bundling.onLoad({ filter: file }, () => ({ contents: constants(exported), loader: 'js' }));
    }
  },
};

function constants(exported: Readonly<Record<string, unknown>>): string {
  return Object.entries(exported)
    .map(([name, content]) => `export const ${name} = ${JSON.stringify(content)};`)
    .join('\n');
}

/**
 * The bundle has the schema of Vega-Lite without its explanations, and parses each definition when it is asked for: a chart
 * needs a few of several hundred.
 */
const schemaOfCharts: Plugin = {
  name: 'schema-of-charts',
  setup(bundling) {
    bundling.onLoad({ filter: /[\\/]vega-lite-schema\.json$/ }, ({ path: file }) => {
      const { definitions, ...others } = JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) =>
        isExplanation(key, value) ? undefined : value,
      ) as { definitions: object };
      const texts = Object.fromEntries(Object.entries(definitions).map(([name, one]) => [name, JSON.stringify(one)]));
      const lines = [
        `const parsed = {}, texts = ${JSON.stringify(texts)};`,
        'const get = (_, name) => (parsed[name] ??= JSON.parse(texts[name]));',
        `export default { ...${JSON.stringify(others)}, definitions: new Proxy(parsed, { get }) };`,
      ];
      return { contents: lines.join('\n'), loader: 'js' };
    });
  },
};

function isExplanation(key: string, value: unknown): boolean {
  return key === 'description' && typeof value === 'string';
}

/** Compiled templates need no source maps, and without the library Handlebars joins text faster. */
const withoutSourceMaps: Plugin = {
  name: 'without-source-maps',
  setup(bundling) {
    bundling.onLoad({ filter: /[\\/]source-map[\\/]source-map\.js$/ }, () => ({ contents: '' }));
  },
};

/** The tables of Unicode that fontkit unpacks when it loads: Node does that in a tenth of the time. */
const inflateByNode: Plugin = {
  name: 'inflate-by-node',
  setup(bundling) {
    bundling.onLoad({ filter: /[\\/]tiny-inflate[\\/]index\.js$/ }, () => ({
      contents: `const { inflateRawSync } = require('node:zlib');
        module.exports = (packed) => new Uint8Array(inflateRawSync(packed));`,
    }));
  },
};

/** What every bundle of the program needs. */
export const BUNDLE_PLUGINS: readonly Plugin[] = [
  generatedParser,
  texts,
  schemaOfCharts,
  withoutSourceMaps,
  inflateByNode,
];

/**
 * What no bundle runs: puppeteer downloads through proxies, has a command line, and speaks the protocol of Firefox; WOFF 2
 * is refused before fonts are read (brief/style-fonts.ts), and never written.
 */
const NEVER_RUN =
  /[\\/](?:proxy-agent[\\/]dist[\\/]index|puppeteer[\\/]bidi[\\/]bidi|browsers[\\/]lib[\\/]esm[\\/]CLI|wawoff2[\\/]index|brotli[\\/]decompress)\.js$/;

/** What only the thread that draws needs. */
const DRAWING = /[\\/](?:vega[\\/]build[\\/]vega\.module|vega-lite[\\/]build[\\/]index)\.js$/;

/** What only the thread that reads outputs back needs. */
const READING = /[\\/]@embedpdf[\\/]pdfium[\\/]dist[\\/]index\.js$/;

/** Leaves out the modules that never run in the bundle of a thread, by its name. */
export function withoutOthers(bundle: string): Plugin[] {
  const others = [...(bundle === 'chart-worker' ? [] : [DRAWING]), ...(bundle === 'readback-worker' ? [] : [READING])];
  return [NEVER_RUN, ...others].map(without);
}

function without(filter: RegExp): Plugin {
  return {
    name: 'without',
    setup: (bundling) => bundling.onLoad({ filter }, () => ({ contents: 'module.exports = {};' })),
  };
}

/** WebAssembly that is read from files beside the bundles: packages and their files. */
export const BINARIES = { '@embedpdf/pdfium': 'pdfium.wasm', harfbuzzjs: 'harfbuzz-subset.wasm' } as const;

/** What cuts fonts finds HarfBuzz beside the bundle. */
export const harfbuzzBeside: Plugin = {
  name: 'harfbuzz-beside',
  setup(bundling) {
    bundling.onLoad({ filter: /[\\/]subset-font[\\/]index\.js$/ }, ({ path: file }) => {
      const [before, after, ...more] = readFileSync(file, 'utf8').split(`'harfbuzzjs/dist/${BINARIES.harfbuzzjs}'`);
      if (after === undefined || more.length > 0) throw new Error(`${file} does not load HarfBuzz as it did`);
      return { contents: `${before}'./${BINARIES.harfbuzzjs}'${after}`, loader: 'js' };
    });
  },
};
