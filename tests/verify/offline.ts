/**
 * Packs Assay for machines without internet, and installs and builds with it in a network namespace that has no network, with
 * an empty home and an empty cache of npm. Needs root on Linux, for the namespace. `--file` is a file packed before.
 */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, run, verify } from './checks.ts';

const { file } = parseArgs({ options: { file: { type: 'string' } } }).values;
const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-offline-check-'));
const project = path.join(folder, 'my-briefs');
const packed =
  file ??
  run('npm', ['run', '--silent', 'pack:offline', '--', '--pack-destination', folder]).trim().split('\n').at(-1)!;
const [home, prefix] = [path.join(folder, 'home'), path.join(folder, 'global')];
for (const one of [home, prefix]) mkdirSync(one);

/** Runs a command where there is no network, and returns what it printed. */
function offline(command: string, cwd = folder): string {
  const environment = [
    `HOME=${home}`,
    `XDG_CACHE_HOME=${home}/cache`,
    `npm_config_prefix=${prefix}`,
    `PATH=${path.join(prefix, 'bin')}:${path.dirname(process.execPath)}:/usr/bin:/bin`,
  ];
  return run('unshare', ['--net', 'env', '-i', ...environment, 'bash', '-euo', 'pipefail', '-c', command], cwd);
}

/** The texts of an edition that do not depend on the machine. */
function texts(root: string, language: string): string {
  const [edition = ''] = run('ls', [path.join(root, 'out/city-bikes')]).split('\n');
  const at = path.join(root, 'out/city-bikes', edition, language);
  return ['brief.md', 'manifest.json'].map((name) => readFileSync(path.join(at, name), 'utf8')).join('\n');
}

await verify([
  [
    'there is no network',
    () => assert.throws(() => offline(`node -e "fetch('https://registry.npmjs.org').catch(() => process.exit(1))"`)),
  ],
  ['one command installs it for a user', () => offline(`npm install --global --offline ${packed}`)],
  [
    'a new project in Chinese prints its brief as PDF',
    () => {
      offline('assay init first --language zh-CN --yes && cd first && assay build --quiet');
      assert.match(run('find', [path.join(folder, 'first/out'), '-name', '*.pdf']), /\.pdf\n/);
    },
  ],
  [
    'a project installs the packed file that it was started with, and builds with it',
    () => {
      offline(`npm exec --offline --yes --package=${packed} -- assay init my-briefs --language zh-CN --yes`);
      offline('npm install --offline --no-audit --no-fund && npx --offline assay build --quiet', project);
    },
  ],
  [
    'its texts and the hashes of its outputs, PDF included, are those of an installation with internet',
    () => {
      const same = path.join(folder, 'same');
      for (const name of ['data', 'templates'])
        cpSync(path.join(project, name), path.join(same, name), { recursive: true });
      run('node', ['--import', 'tsx', path.join(ROOT, 'src/cli/main.ts'), 'build', '--quiet', '--root', same]);
      assert.equal(texts(project, 'zh-CN'), texts(same, 'zh-CN'));
    },
  ],
]);
rmSync(folder, { recursive: true, force: true });
