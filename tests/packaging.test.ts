import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { BUNDLE_PLUGINS } from '../bundle-plugins.ts';
import { SHIPPED_FONTS } from '../src/brief/fonts.ts';
import { lockedDependencies } from '../src/pipeline/version.ts';
import { LONG } from './long.ts';

const ROOT = path.dirname(import.meta.dirname);
const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Readonly<{
  optionalDependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  compiledIn: string[];
  copiedIn: string[];
}>;

/** The packages whose modules a file imports; of types, nothing remains in the program. */
function packagesIn(file: string): string[] {
  const text = readFileSync(file, 'utf8').replaceAll(/^(?:import|export) type [^;]*;/gm, '');
  const found = text.matchAll(/(?:\bfrom|\bimport\(|^import) ?'((?:@[\w-]+\/)?[a-z][\w-]*)(?:\/[^']*)?'/gm);
  return [...found].flatMap(([, name = '']) => (name.startsWith('node') ? [] : [name]));
}

test('what the program imports is compiled in or installed with it', () => {
  const files = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => path.join(ROOT, 'src', file));
  const imported = new Set(files.flatMap(packagesIn));
  const { optionalDependencies, devDependencies, compiledIn, copiedIn } = manifest;
  expect([...imported].filter((name) => optionalDependencies[name] === undefined).toSorted()).toEqual(
    compiledIn.toSorted(),
  );
  expect([...compiledIn, ...copiedIn].filter((name) => devDependencies[name] === undefined)).toEqual([]);
});

test('the shipped fonts are copied in', () => {
  const folders = new Set(SHIPPED_FONTS.map(({ file }) => file.split('/').slice(-4, -2).join('/')));
  expect([...folders].toSorted()).toEqual(manifest.copiedIn.toSorted());
});

test('the fingerprint names what is compiled in, with what that needs, and no tool of development', () => {
  const names = lockedDependencies().map((one) => one.replace(/(?<=.)@[^@]*$/, ''));
  for (const name of ['yaml', 'd3-array', 'tar-stream', '@sparticuz/chromium', '@expo-google-fonts/source-sans-3'])
    expect(names).toContain(name);
  for (const name of ['prettier', 'vitest', '@types/node', 'esbuild']) expect(names).not.toContain(name);
});

test('the bundle has every definition in the schema of Vega-Lite, without its explanations', async () => {
  const { outputFiles } = await build({
    stdin: { contents: "export { default } from 'vega-lite/vega-lite-schema.json'", resolveDir: ROOT },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'bundled',
    plugins: [...BUNDLE_PLUGINS],
  });
  interface Schema {
    readonly definitions: Readonly<Record<string, object>>;
  }
  const bundled = vm.runInThisContext(`${outputFiles[0]?.text}; bundled.default`) as Schema;
  const file = path.join(ROOT, 'node_modules/vega-lite/build/vega-lite-schema.json');
  const schema = JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) =>
    key === 'description' && typeof value === 'string' ? undefined : value,
  ) as Schema;
  for (const [name, definition] of Object.entries(schema.definitions))
    expect(bundled.definitions[name]).toEqual(definition);
  expect({ ...bundled, definitions: {} }).toEqual({ ...schema, definitions: {} });
});

test('the package has the files that docs/ci/README.md asks people to copy', LONG, () => {
  const said = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  // npm names the package around what it says about it, or not, by its version
  const [packed] = Object.values(JSON.parse(said) as Record<string, { files: { path: string }[] }>);
  const has = new Set(packed?.files.map((file) => file.path));
  const text = readFileSync(path.join(ROOT, 'docs/ci/README.md'), 'utf8');
  const links = [...text.matchAll(/\]\((?!https:)([^)#]+)/g)].map(([, to = '']) => path.posix.join('docs/ci', to));
  const files = links.flatMap((link) =>
    existsSync(path.join(ROOT, link)) && statSync(path.join(ROOT, link)).isDirectory()
      ? readdirSync(path.join(ROOT, link)).map((name) => path.posix.join(link, name))
      : [link],
  );
  expect(files).toContain('.github/actions/assay/action.yml');
  expect(files.filter((file) => !has.has(file))).toEqual([]);
});
