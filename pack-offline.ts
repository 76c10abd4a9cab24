import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import manifest from './package.json' with { type: 'json' };
import { optionalFaces } from './src/brief/fonts.ts';

/** Keys of package.json for which npm would look elsewhere, or run what a package does not have. */
const LEFT_OUT = new Set([
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'scripts',
]);

/**
 * Packs Assay with everything that an installation otherwise fetches, for machines without internet: the browser for Linux
 * x64 and the fonts that only some languages need. `npm install` takes the packed file like the one of a registry.
 * `--without-browser` leaves out the browser, for other systems and for those who use their own.
 */
const { values } = parseArgs({
  options: { 'without-browser': { type: 'boolean' }, 'pack-destination': { type: 'string', default: '.' } },
});
const destination = path.resolve(values['pack-destination']);
const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-offline-'));
const unpacked = path.join(folder, 'package');

try {
  execFileSync('tar', ['-xzf', pack('.'), '-C', folder]);
  for (const { file, name } of optionalFaces()) cpSync(file, path.join(unpacked, 'dist/fonts', name));
  for (const { home, family } of optionalFaces())
    cpSync(path.join(home, 'LICENSE_FONT'), path.join(unpacked, 'dist/fonts', `LICENSE ${family}.txt`));
  writeFileSync(path.join(unpacked, 'package.json'), JSON.stringify(offlineManifest(), null, 2));
  // What is bundled is installed where npm packs it from.
  npm(['install', '--prefix', unpacked, '--omit=dev', '--no-audit', '--no-fund', '--ignore-scripts', '--silent']);
  const file = path.join(destination, `${manifest.name}-${manifest.version}-${nameOfKind()}.tgz`);
  renameSync(pack(unpacked), `${file}.part`);
  renameSync(`${file}.part`, file);
  console.log(file);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function nameOfKind(): string {
  return values['without-browser'] ? 'offline' : 'offline-linux-x64';
}

/** Packs the package in a folder, and returns the packed file. */
function pack(what: string): string {
  const said = npm([
    'pack',
    what,
    '--json',
    '--pack-destination',
    folder,
    ...(what === '.' ? [] : ['--ignore-scripts']),
  ]);
  const [{ filename }] = JSON.parse(said.slice(said.indexOf('['))) as [{ filename: string }];
  return path.join(folder, filename);
}

/** The package, with the browser as a dependency that it holds itself. */
function offlineManifest(): object {
  const packed = JSON.parse(readFileSync(path.join(unpacked, 'package.json'), 'utf8')) as typeof manifest;
  const kept = Object.fromEntries(Object.entries(packed).filter(([key]) => !LEFT_OUT.has(key)));
  if (values['without-browser']) return kept;
  const dependencies = packed.optionalDependencies;
  return { ...kept, dependencies, bundleDependencies: Object.keys(dependencies) };
}

function npm(parameters: readonly string[]): string {
  return execFileSync('npm', parameters, { encoding: 'utf8', shell: process.platform === 'win32' });
}
