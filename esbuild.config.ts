import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { lockedDependencies } from './src/build/version.ts';

/**
 * Makes `dist/`, which is what the package ships: the program bundled into few files, because a thousand small modules
 * take longer to load than all charts to draw; type declarations; and the list of locked dependencies that the
 * fingerprint names, since a package carries no lock file.
 */
rmSync('dist', { recursive: true, force: true });

await build({
  entryPoints: { assay: 'src/cli/main.ts', index: 'src/index.ts', 'chart-worker': 'src/chart/worker.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  keepNames: true,
  legalComments: 'linked',
  // Binaries and fonts stay packages of their own.
  external: ['@sparticuz/chromium', '@expo-google-fonts/*'],
  // Text is measured with the shipped fonts; Vega's search for a canvas would load native code for nothing.
  alias: { 'vega-canvas': './node_modules/vega-canvas/build/vega-canvas.browser.js' },
  // Some bundled CommonJS packages call require for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});

writeFileSync('dist/dependencies.json', `${JSON.stringify(lockedDependencies(), null, 2)}\n`);
execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
