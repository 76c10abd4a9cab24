/**
 * Packs Assay, installs the package into an empty folder next to a copy of data and templates, builds there, and
 * compares the text outputs with the committed ones, byte for byte. `--brief` is the one that is built; without, all are.
 */
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { apiExample, apiProject, plainSpaces } from '../api-example.ts';
import { outputs, ROOT, run, verify } from './checks.ts';

const { brief } = parseArgs({ options: { brief: { type: 'string' } } }).values;
const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-pack-'));
const tarball = run('npm', ['pack', '--silent', '--pack-destination', folder]).trim().split('\n').at(-1) ?? '';
for (const name of ['data', 'templates', 'sources'])
  cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
writeFileSync(path.join(folder, 'package.json'), '{"private": true}\n');

const HAN_FONT = '@expo-google-fonts/noto-sans-sc';
const { devDependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  devDependencies: Readonly<Record<string, string>>;
};

/** What `npm publish --dry-run --json` says, as far as it is read here. */
interface Published {
  readonly name: string;
  readonly files: readonly { readonly path: string }[];
}

function install(what: string): void {
  run('npm', ['install', '--no-audit', '--no-fund', what], folder);
}

function builtText(file: string): string {
  return readFileSync(path.join(folder, file), 'utf8');
}

const builtOutputs = outputs('manifest.json').filter((file) => brief === undefined || file.startsWith(`out/${brief}/`));

await verify([
  [
    'the package installs, with at most 22 packages and 96 MB',
    () => {
      install(`./${tarball}`);
      const { packages } = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8')) as {
        packages: object;
      };
      const count = Object.keys(packages).length - 1;
      const megabytes = Math.ceil(Number(run('du', ['-sk', 'node_modules'], folder).split('\t')[0]) / 1000);
      console.log(`   ${count} packages, ${megabytes} MB`);
      assert.ok(count <= 22 && megabytes <= 96);
    },
  ],
  [
    'a new project installs the packed file that it was started with',
    () => {
      run('npx', ['assay', 'init', 'project', '--yes'], folder);
      const text = readFileSync(path.join(folder, 'project/package.json'), 'utf8');
      assert.match(text, new RegExp(`"assay-briefs": "file:../${tarball}"`));
      run('npm', ['install', '--dry-run', '--no-audit', '--no-fund'], path.join(folder, 'project'));
      rmSync(path.join(folder, 'project'), { recursive: true });
    },
  ],
  [
    'the registry would take it, with just the files that package.json names',
    () => {
      const said = run('npm', ['publish', `./${tarball}`, '--dry-run', '--json', '--access', 'public'], folder);
      // npm names the package around what it says about it, or not, by its version
      const parsed = JSON.parse(said) as Published | Record<string, Published>;
      const { name, files } = 'files' in parsed ? (parsed as Published) : Object.values(parsed)[0]!;
      assert.equal(name, 'assay-briefs');
      const { files: named } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { files: string[] };
      const always = ['package.json', 'README.md', 'LICENSE'];
      const allowed = [...named, ...always];
      const strange = files.filter(
        (file) => !allowed.some((one) => file.path === one || file.path.startsWith(`${one}/`)),
      );
      assert.deepEqual(strange, []);
    },
  ],
  ['the optional font of Chinese briefs installs', () => install(`${HAN_FONT}@${devDependencies[HAN_FONT]}`)],
  [
    'it has the licence of each package that it holds',
    () => {
      const licences = readFileSync(
        path.join(folder, 'node_modules/assay-briefs/dist/third-party-licences.txt'),
        'utf8',
      );
      for (const name of ['yaml', 'vega', 'handlebars', '@embedpdf/pdfium', 'harfbuzzjs'])
        assert.match(licences, new RegExp(`^${name} [\\d.]+: `, 'm'));
      for (const author of ['PDFium Authors', 'Behdad Esfahbod']) assert.ok(licences.includes(author), author);
    },
  ],
  [
    'its READMEs lead to files that it has, or to outputs, which it does not bring',
    () => {
      const installed = path.join(folder, 'node_modules/assay-briefs');
      const readme = readFileSync(path.join(installed, 'README.md'), 'utf8');
      const links = [...readme.matchAll(/\]\((?!https:|out\/)([^)]+)\)/g)].map(([, file = '']) =>
        file.replace(/#.*/, ''),
      );
      assert.ok(links.length > 0);
      for (const file of [...links, 'data/schema/dataset.schema.json', 'templates/schema/brief.schema.json'])
        assert.ok(existsSync(path.join(installed, file)), file);
    },
  ],
  [
    'its program builds',
    () => run('npx', ['assay', 'build', '--quiet', ...(brief === undefined ? [] : [brief])], folder),
  ],
  ...builtOutputs.map((manifest): [string, () => void] => [
    `${path.dirname(manifest)} is the same as here`,
    () => {
      const { outputs: names } = JSON.parse(readFileSync(path.join(ROOT, manifest), 'utf8')) as { outputs: object };
      for (const name of [...Object.keys(names), 'manifest.json']) {
        const file = path.join(path.dirname(manifest), name);
        assert.equal(builtText(file), readFileSync(path.join(ROOT, file), 'utf8'), file);
      }
    },
  ]),
  [
    'the example of its API prints what it says, and its types are right',
    () => {
      const { program, output } = apiExample(path.join(folder, 'node_modules/assay-briefs/docs/reference/api.md'));
      for (const name of ['example.mjs', 'example.mts']) writeFileSync(path.join(folder, name), program);
      const project = apiProject(ROOT);
      const printed = run(process.execPath, [path.join(folder, 'example.mjs')], project);
      rmSync(project, { recursive: true });
      assert.equal(plainSpaces(printed), output);
      const types = ['--typeRoots', path.join(ROOT, 'node_modules/@types'), '--types', 'node'];
      const strictly = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', ...types, 'example.mts'];
      run(path.join(ROOT, 'node_modules/.bin/tsc'), strictly, folder);
    },
  ],
]);
rmSync(folder, { recursive: true, force: true });
