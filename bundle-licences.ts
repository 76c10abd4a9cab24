import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';

/** The folders of the packages whose code is in a bundle, sorted. */
export function bundledPackages({ outputs }: Pick<Metafile, 'outputs'>): string[] {
  const files = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []);
  return [...new Set(folders)].sort();
}

/** Licences of what packages hold and do not tell: HarfBuzz is compiled into the WebAssembly of another project. */
const UNTOLD: Readonly<Record<string, string>> = { harfbuzzjs: 'licences/harfbuzz.txt' };

/** Name, version and licence of each package, with the files in which its authors give it. */
export function licencesOf(folders: readonly string[]): string {
  const entries = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Package;
    const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file));
    const untold = UNTOLD[name] === undefined ? [] : [path.join(import.meta.dirname, UNTOLD[name])];
    const texts = [...files.sort().map((file) => path.join(folder, file)), ...untold].map((file) =>
      readFileSync(file, 'utf8').trim(),
    );
    return [`${name} ${version}: ${license}`, ...texts].join('\n\n');
  });
  return `${entries.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}
