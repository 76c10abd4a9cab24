/**
 * Looks for words that docs/contributing/words.md takes out, in code, messages and documentation: `npm run lint`. Prints
 * `file:line:column` with what to say instead, and ends with status 1 where a file has more of them than its exceptions
 * allow. `--write` lowers the exceptions to what there is.
 */
import fs from 'node:fs';
import path from 'node:path';
import { findWords, readWords, type Found } from './words.ts';

const PAGE = 'docs/contributing/words.md';
const EXCEPTIONS = 'docs/contributing/words-exceptions.json';

/** The patterns themselves, texts that others wrote, and what is generated from something that is checked. */
const LEFT_OUT = [PAGE, EXCEPTIONS, 'tests/words/', 'tests/cases/', 'tests/projects/', 'tests/fixtures/'];
const ROOTS = ['src', 'tests', 'docs', 'templates', 'starter', 'data/README.md', 'README.md', 'CONTRIBUTING.md'];
const ENDINGS = /\.(?:ts|mjs|md|hbs|ya?ml|jsonc?|css)$/;

function filesOf(root: string): string[] {
  if (!fs.statSync(root).isDirectory()) return [root];
  return fs
    .readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ENDINGS.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

const words = readWords(fs.readFileSync(PAGE, 'utf8'));
const allowed = JSON.parse(fs.readFileSync(EXCEPTIONS, 'utf8')) as Record<string, number>;
const isWriting = process.argv.includes('--write');

const files = [...ROOTS, 'CHANGELOG.md', 'SECURITY.md']
  .flatMap(filesOf)
  .filter((file) => !LEFT_OUT.some((out) => file.startsWith(out)))
  .sort();
const found = new Map<string, readonly Found[]>();
for (const file of files) {
  const list = findWords(fs.readFileSync(file, 'utf8'), words);
  if (list.length > 0) found.set(file, list);
}

let failed = false;
for (const [file, list] of found) {
  const limit = allowed[file] ?? 0;
  if (list.length <= limit) continue;
  failed = true;
  for (const { line, column, text, say } of list) console.error(`${file}:${line}:${column}: "${text}": say ${say}`);
  if (limit > 0) console.error(`${file}: ${list.length} words that are out, and its exceptions are ${limit}`);
}
const fewer = Object.entries(allowed).filter(([file, limit]) => (found.get(file)?.length ?? 0) < limit);
if (isWriting) {
  for (const [file] of fewer) {
    const count = found.get(file)?.length ?? 0;
    if (count > 0) allowed[file] = count;
    else delete allowed[file];
  }
  fs.writeFileSync(EXCEPTIONS, `${JSON.stringify(allowed, undefined, 2)}\n`);
} else {
  for (const [file, limit] of fewer)
    console.error(
      `${EXCEPTIONS}: ${file} has ${found.get(file)?.length ?? 0} words that are out, not ${limit}: run with --write`,
    );
  failed ||= fewer.length > 0;
}
process.exitCode = failed ? 1 : 0;
