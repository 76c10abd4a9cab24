import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import peggy from 'peggy';
import { bundleTypes } from './bundle-types.ts';
import manifest from './package.json' with { type: 'json' };
import { RELATION_GRAMMAR } from './src/assay/relation-parser.ts';
import { SHIPPED_FONTS } from './src/brief/fonts.ts';
import { lockedDependencies } from './src/build/version.ts';
import { hashOfFiles } from './src/core/machine/program-identity.ts';
import * as sheets from './src/output/style/sheets.ts';
import * as assets from './src/preview/assets.ts';

const REQUIRE =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** The modules that two of the bundles need have their own copy in each. */
const BUNDLES = {
  program: `export const loadProgram = () => import('./src/cli/program.ts');
            export const loadApi = () => require('./src/index.ts');`,
  'chart-worker': "import './src/chart/chart-worker.ts';",
  'readback-worker': "import './src/readback/readback-worker.ts';",
};

/** CommonJS modules have no `import.meta`. */
const HERE = 'const __here = { url: require("node:url").pathToFileURL(__filename).href, dirname: __dirname };';

/**
 * Bundles the program into few files in a folder, because a thousand small modules take longer to load than all charts
 * to draw: a CommonJS bundle for the main thread and for each other thread, of which V8 can keep what it compiled, and
 * small ES modules that run them. Lists the locked dependencies that the fingerprint names, since a package carries no
 * lock file, and adds the licences of all packages that the bundles hold.
 */
export async function bundleProgram(folder: string): Promise<void> {
  const metafiles = await Promise.all(
    Object.entries(BUNDLES).map(([name, contents]) => bundleCommonJs(contents, path.join(folder, `${name}.cjs`))),
  );
  await bundleStarts(folder);
  await writeApi(folder);
  writeFileSync(path.join(folder, 'dependencies.json'), `${JSON.stringify(lockedDependencies(), null, 2)}\n`);
  const fonts = manifest.copiedIn.map((name) => path.join('node_modules', name));
  const packages = [...new Set([...metafiles.flatMap(bundledPackages), ...fonts])].sort();
  writeFileSync(path.join(folder, 'third-party-licences.txt'), licencesOf(packages));
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  writeFileSync(path.join(folder, 'identity'), await hashOfFiles(folder, files.map(({ name }) => name).sort()));
  // Only the faces that are printed with: their packages are ten times as large.
  for (const { file, name } of SHIPPED_FONTS) cpSync(file, path.join(folder, 'fonts', name));
}

const OPTIONS = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  // Names stay, so that a fault tells where it is: to shorten them and note the long ones costs more than it spares.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
} as const satisfies BuildOptions;

async function bundleCommonJs(contents: string, outfile: string): Promise<Metafile> {
  const { metafile, outputFiles } = await build({
    ...OPTIONS,
    stdin: { contents, resolveDir: import.meta.dirname },
    outfile,
    write: false,
    format: 'cjs',
    metafile: true,
    // Binaries stay packages of their own, as does the optional font.
    external: ['@sparticuz/chromium', '@expo-google-fonts/*', '@embedpdf/pdfium', 'subset-font'],
    alias: {
      // Text is measured with the shipped fonts; Vega's search for a canvas would load native code for nothing.
      'vega-canvas': './node_modules/vega-canvas/build/vega-canvas.browser.js',
    },
    define: { 'import.meta.url': '__here.url', 'import.meta.dirname': '__here.dirname' },
    // A script that V8 kept cannot import by itself.
    supported: { 'dynamic-import': false },
    banner: { js: HERE },
    plugins: [
      ...BUNDLE_PLUGINS,
      without(PROXIES_AND_FIREFOX),
      ...(contents.includes('chart-worker') ? [] : [without(DRAWING)]),
    ],
  });
  mkdirSync(path.dirname(outfile), { recursive: true });
  for (const { text } of outputFiles) writeFileSync(outfile, inAscii(text));
  return metafile;
}

/**
 * The same program in ASCII, which is read several times as fast. Only regular expressions have other characters left, and
 * they read an escape as what it stands for.
 */
function inAscii(program: string): string {
  return program.replaceAll(/[^\0-\x7F]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Bundles what runs first into one file for each thread, without what it loads where there is something to do: each file
 * takes a while to load, and most builds have nothing to do.
 */
async function bundleStarts(folder: string): Promise<void> {
  await build({
    ...OPTIONS,
    entryPoints: {
      assay: 'src/cli/main.ts',
      program: 'src/cli/compiled-program.ts',
    },
    outdir: folder,
    format: 'esm',
    banner: { js: REQUIRE },
    plugins: [programApart],
  });
  for (const name of Object.keys(BUNDLES).filter((bundle) => bundle !== 'program')) {
    const contents = `import { runBundle } from './src/core/machine/compiled-bundle.ts';
      await runBundle(new URL('./${name}.cjs', import.meta.url), 'thread');`;
    const stdin = { contents, resolveDir: import.meta.dirname };
    await build({
      ...OPTIONS,
      stdin,
      outfile: path.join(folder, `${name}.js`),
      format: 'esm',
      banner: { js: REQUIRE },
    });
  }
}

/** Writes the module that exports the public API by name. */
async function writeApi(folder: string): Promise<void> {
  const names = await exportsOf('src/index.ts');
  const lines = [
    "import { createRequire } from 'node:module';",
    `export const { ${names.join(', ')} } = createRequire(import.meta.url)('./program.cjs').loadApi();`,
  ];
  writeFileSync(path.join(folder, 'index.js'), `${lines.join('\n')}\n`);
}

async function exportsOf(file: string): Promise<readonly string[]> {
  const options = { bundle: true, write: false, metafile: true, format: 'esm', outdir: '.', platform: 'node' } as const;
  const apart: Plugin = {
    name: 'apart',
    setup: (bundling) =>
      bundling.onResolve({ filter: /^\.\.?\// }, ({ kind }) => ({ external: kind !== 'entry-point' })),
  };
  const { metafile } = await build({ ...options, entryPoints: [file], plugins: [apart] });
  return Object.values(metafile.outputs).flatMap(({ exports }) => exports);
}

/** The command line is another file of the bundle. */
const programApart: Plugin = {
  name: 'program-apart',
  setup(bundling) {
    bundling.onResolve({ filter: /^\.\/program\.ts$/ }, () => ({ path: './program.js', external: true }));
  },
};

/** What puppeteer can do besides, and Assay never does: download through proxies, and speak the protocol of Firefox. */
const PROXIES_AND_FIREFOX = /[\\/](?:proxy-agent[\\/]dist[\\/]index|puppeteer[\\/]bidi[\\/]bidi)\.js$/;

/** What only the thread that draws needs. */
const DRAWING = /[\\/](?:vega[\\/]build[\\/]vega\.module|vega-lite[\\/]build[\\/]index)\.js$/;

/** Leaves modules out that never run. */
function without(filter: RegExp): Plugin {
  return {
    name: 'without',
    setup: (bundling) => bundling.onLoad({ filter }, () => ({ contents: 'module.exports = {};' })),
  };
}

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
