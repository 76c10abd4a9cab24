import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import peggy from 'peggy';
import { bundleTypes } from './bundle-types.ts';
import { RELATION_GRAMMAR } from './src/assay/relation-parser.ts';
import { lockedDependencies } from './src/build/version.ts';
import { hashOfFiles } from './src/core/machine/program-identity.ts';
import * as sheets from './src/output/style/sheets.ts';
import * as assets from './src/preview/assets.ts';

const REQUIRE =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/**
 * Bundles the program into few files in a folder, because a thousand small modules take longer to load than all charts
 * to draw. Lists the locked dependencies that the fingerprint names, since a package carries no lock file, and adds the
 * licences of all packages that the bundle holds.
 */
export async function bundleProgram(folder: string): Promise<void> {
  const { metafile } = await build({
    entryPoints: {
      program: 'src/cli/program.ts',
      index: 'src/index.ts',
      'chart-worker': 'src/chart/chart-worker.ts',
      'readback-worker': 'src/readback/readback-worker.ts',
    },
    outdir: folder,
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Names stay, so that a fault tells where it is: to shorten them and note the long ones costs more than it spares.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    metafile: true,
    // Binaries and fonts stay packages of their own.
    external: ['@sparticuz/chromium', '@expo-google-fonts/*', '@embedpdf/pdfium', 'subset-font'],
    // Text is measured with the shipped fonts; Vega's search for a canvas would load native code for nothing.
    alias: { 'vega-canvas': './node_modules/vega-canvas/build/vega-canvas.browser.js' },
    // Some bundled CommonJS packages call require for Node's own modules.
    banner: { js: REQUIRE },
    plugins: [...BUNDLE_PLUGINS],
  });
  await bundleStart(folder);
  writeFileSync(path.join(folder, 'dependencies.json'), `${JSON.stringify(lockedDependencies(), null, 2)}\n`);
  writeFileSync(path.join(folder, 'third-party-licences.txt'), licencesOf(bundledPackages(metafile)));
  writeFileSync(path.join(folder, 'identity'), await hashOfFiles(folder, readdirSync(folder).sort()));
}

/**
 * Bundles what runs first into one file, without what it loads where there is something to do: each file takes a while to
 * load, and most builds have nothing to do.
 */
async function bundleStart(folder: string): Promise<void> {
  await build({
    entryPoints: { assay: 'src/cli/main.ts' },
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    banner: { js: REQUIRE },
    plugins: [programApart],
  });
}

/** The command line is another file of the bundle. */
const programApart: Plugin = {
  name: 'program-apart',
  setup(bundling) {
    bundling.onResolve({ filter: /^\.\/program\.ts$/ }, () => ({ path: './program.js', external: true }));
  },
};

/** The folders of the packages whose code is in a bundle, sorted. */
export function bundledPackages({ outputs }: Pick<Metafile, 'outputs'>): string[] {
  const files = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []);
  return [...new Set(folders)].sort();
}

/** Name, version and licence of each package, with the files in which its authors give it. */
function licencesOf(folders: readonly string[]): string {
  const entries = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Package;
    const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file));
    const texts = files.sort().map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
    return [`${name} ${version}: ${license}`, ...texts].join('\n\n');
  });
  return `${entries.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

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

/** The bundle has the texts that modules of the program read from files beside them: style sheets, a script. */
const texts: Plugin = {
  name: 'texts',
  setup(bundling) {
    for (const [file, exported] of [
      [/[\\/]style[\\/]sheets\.ts$/, sheets],
      [/[\\/]preview[\\/]assets\.ts$/, assets],
    ] as const) {
      bundling.onLoad({ filter: file }, () => ({ contents: constants(exported), loader: 'js' }));
    }
  },
};

function constants(exported: Readonly<Record<string, string>>): string {
  return Object.entries(exported)
    .map(([name, text]) => `export const ${name} = ${JSON.stringify(text)};`)
    .join('\n');
}

/** The bundle has the schema of Vega-Lite without its explanations, in a chunk that only charts load. */
const schemaOfCharts: Plugin = {
  name: 'schema-of-charts',
  setup(bundling) {
    bundling.onLoad({ filter: /[\\/]vega-lite-schema\.json$/ }, ({ path: file }) => {
      const text = readFileSync(file, 'utf8');
      const schema: unknown = JSON.parse(text, (key, value: unknown) =>
        isExplanation(key, value) ? undefined : value,
      );
      return { contents: `export default JSON.parse(${JSON.stringify(JSON.stringify(schema))});`, loader: 'js' };
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

/** What every bundle of the program needs. */
export const BUNDLE_PLUGINS: readonly Plugin[] = [generatedParser, texts, schemaOfCharts, withoutSourceMaps];

// Run as a script, this file makes `dist/`, the content of the package: the bundle and type declarations.
if (process.argv[1] === import.meta.filename) {
  rmSync('dist', { recursive: true, force: true });
  await bundleProgram('dist');
  await bundleTypes('dist');
}
