// Prints the section of CHANGELOG.md on the version that a tag names, for its release: `node release-notes.mjs v0.2.0`.
// Ends with 1 where the tag is not the version of package.json, the changelog has no dated section on it, or
// package.json does not name the repository, without which npm refuses the provenance after an hour of checks.
import { readFileSync } from 'node:fs';

const [, , tag = ''] = process.argv;
const { version, repository } = JSON.parse(readFileSync('package.json', 'utf8'));
const sections = readFileSync('CHANGELOG.md', 'utf8').split(/^(?=## )/m);
const section = sections.find((text) => text.startsWith(`## ${version} `)) ?? '';
const [head = '', ...rest] = section.split('\n');
const notes = rest.join('\n').trim();

if (tag !== `v${version}`) fail(`the tag ${tag} is not v${version}, the version of package.json`);
if (!/\(\d{4}-\d{2}-\d{2}\)$/.test(head)) fail(`CHANGELOG.md has no section "## ${version} (2027-01-31)"`);
if (!(repository?.url ?? repository))
  fail('package.json needs "repository": { "type": "git", "url": "git+https://…" } for the provenance');
if (notes === '') fail(`the section on ${version} in CHANGELOG.md is empty`);
console.log(notes);

function fail(message) {
  console.error(message);
  process.exit(1);
}
