import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { bundledPackages, licencesOf } from './bundle-licences.ts';
import { BINARIES, BUNDLE_PLUGINS, checkReplaced, harfbuzzBeside, withoutOthers } from './bundle-plugins.ts';
import { bundleTypes } from './bundle-types.ts';
import manifest from './package.json' with { type: 'json' };
import { SHIPPED_FONTS } from './src/brief/fonts.ts';
import { lockedDependencies } from './src/pipeline/version.ts';
import { hashOfFiles } from './src/core/machine/program-identity.ts';

/** The modules that two of the bundles need have their own copy in each. */
const BUNDLES = {
  program: `export const loadProgram = () => import('./src/cli/program.ts');
            export const loadApi = () => require('./src/index.ts');`,
  'chart-worker': "import './src/chart/chart-worker.ts';",
  'readback-worker': "import './src/readback/readback-worker.ts';",
};

/** CommonJS loads sooner than ES modules, but has no `import.meta`, and a script that V8 kept cannot import by itself. */
const COMMON_JS = {
  format: 'cjs',
  define: { 'import.meta.url': '__here.url', 'import.meta.dirname': '__here.dirname' },
  supported: { 'dynamic-import': false },
  banner: { js: 'const __here = { url: require("node:url").pathToFileURL(__filename).href, dirname: __dirname };' },
} as const satisfies BuildOptions;

/**
 * Bundles the program into few files in a folder, because a thousand small modules take longer to load than all charts
 * to draw: a bundle for the main thread and for each other thread, of which V8 can keep what it compiled, and small ones
 * that run them. Lists the locked dependencies that the fingerprint names, since a package carries no
 * lock file, and adds the licences of all packages that the bundles hold.
 */
export async function bundleProgram(folder: string): Promise<void> {
  const metafiles = await Promise.all(
    Object.entries(BUNDLES).map(([name, contents]) => bundleCommonJs(name, contents, folder)),
  );
  await bundleStarts(folder);
  checkReplaced();
  await writeApi(folder);
  writeFileSync(path.join(folder, 'dependencies.json'), `${JSON.stringify(lockedDependencies(), null, 2)}\n`);
  const copied = [...manifest.copiedIn, ...Object.keys(BINARIES)].map((name) => path.join('node_modules', name));
  const packages = [...new Set([...metafiles.flatMap(bundledPackages), ...copied])].sort();
  for (const [name, file] of Object.entries(BINARIES))
    cpSync(path.join('node_modules', name, 'dist', file), path.join(folder, file));
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

async function bundleCommonJs(name: string, contents: string, folder: string): Promise<Metafile> {
  const outfile = path.join(folder, `${name}.cjs`);
  const { metafile, outputFiles } = await build({
    ...OPTIONS,
    ...COMMON_JS,
    stdin: { contents, resolveDir: import.meta.dirname },
    outfile,
    write: false,
    metafile: true,
    // The browser stays a package of its own, as does the optional font.
    external: ['@sparticuz/chromium', '@expo-google-fonts/*', `./${BINARIES.harfbuzzjs}`],
    alias: {
      // Text is measured with the shipped fonts; Vega's search for a canvas would load native code for nothing.
      'vega-canvas': './node_modules/vega-canvas/build/vega-canvas.browser.js',
    },
    plugins: [...BUNDLE_PLUGINS, harfbuzzBeside, ...withoutOthers(name)],
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
  const options = { ...OPTIONS, ...COMMON_JS } as const;
  const entryPoints = {
    assay: 'src/cli/main.ts',
    'start-browser': 'src/browser/early-browser.ts',
    'start-program': 'src/cli/compiled-program.ts',
  };
  await build({
    ...options,
    entryPoints,
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    // Needed where a browser has yet to be looked for or unpacked: it is not started early then.
    external: ['@puppeteer/browsers', 'tar-fs'],
    plugins: [othersApart, ...BUNDLE_PLUGINS],
  });
  for (const name of Object.keys(BUNDLES).filter((bundle) => bundle !== 'program')) {
    const contents = `import { runBundle } from './src/core/machine/compiled-bundle.ts';
      void runBundle(new URL('./${name}.cjs', import.meta.url), 'thread');`;
    const stdin = { contents, resolveDir: import.meta.dirname };
    await build({ ...options, stdin, outfile: path.join(folder, `start-${name}.cjs`) });
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

/** The command line and what starts the browser are other files of the bundle. */
const othersApart: Plugin = {
  name: 'others-apart',
  setup(bundling) {
    bundling.onResolve({ filter: /^\.\/program\.ts$/ }, () => ({ path: './start-program.cjs', external: true }));
    bundling.onResolve({ filter: /\/early-browser\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './start-browser.cjs', external: true } : undefined,
    );
  },
};

// Run as a script, this file makes `dist/`, the content of the package: the bundle and type declarations.
if (process.argv[1] === import.meta.filename) {
  rmSync('dist', { recursive: true, force: true });
  await bundleProgram('dist');
  await bundleTypes('dist');
}
