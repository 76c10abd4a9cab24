// Prints the section of CHANGELOG.md on the version that a tag names, for its release: `node release-notes.mjs v0.2.0`.
// Ends with 1, and says all that is missing, where the tag is not the version of package.json, the changelog has no dated
// section on it, or package.json lacks what only its owner knows: the address of the repository, without which npm refuses
// the provenance after an hour of checks, and the home page.
import { readFileSync } from 'node:fs';

const [, , tag = ''] = process.argv;
const { version, repository, homepage } = JSON.parse(readFileSync('package.json', 'utf8'));
const sections = readFileSync('CHANGELOG.md', 'utf8').split(/^(?=## )/m);
const section = sections.find((text) => text.startsWith(`## ${version} `)) ?? '';
const [head = '', ...rest] = section.split('\n');
const notes = rest.join('\n').trim();

const missing = [
  tag !== `v${version}` && `the tag ${tag} is not v${version}, the version of package.json`,
  !/\(\d{4}-\d{2}-\d{2}\)$/.test(head) && `CHANGELOG.md has no section "## ${version} (2027-01-31)"`,
  notes === '' && `the section on ${version} in CHANGELOG.md is empty`,
  !(repository?.url ?? repository) &&
    'package.json needs "repository": { "type": "git", "url": "git+https://…" } for the provenance',
  !homepage && 'package.json needs "homepage": "https://…", which the page of the package links to',
].filter((one) => one !== false);
for (const one of missing) console.error(one);
if (missing.length > 0) process.exit(1);
console.log(notes);
