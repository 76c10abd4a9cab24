import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { headingId, pageFiles, siteFile, siteLink } from '../../site/pages.js';
import { LONG } from '../long.ts';

test('a link leads from page to page without a server, and to the heading', () => {
  expect(siteLink('docs/how-to/wiki.md', '../reference/wikis.md#regions')).toEqual({
    address: '../reference/wikis.html#regions',
    file: 'docs/reference/wikis.md',
  });
  expect(siteLink('docs/tutorial.md', 'ci/README.md').address).toBe('ci/index.html');
  expect(siteLink('docs/README.md', '../CONTRIBUTING.md').address).toBe('repository/CONTRIBUTING.html');
  expect(siteLink('docs/README.md', 'https://example.org/a.md')).toEqual({ address: 'https://example.org/a.md' });
  expect(() => siteLink('docs/README.md', 'missing.md')).toThrow('docs/README.md: the link missing.md');
});

test('headings have the ids of hosts of Git', () => {
  expect(headingId('`assay init`: what it’s for, §2')).toBe('assay-init-what-its-for-2');
});

let site = '';
beforeAll(() => {
  site = mkdtempSync(path.join(os.tmpdir(), 'assay-site-'));
});
afterAll(() => rmSync(site, { recursive: true }));

test('the site has every page, and each of its links leads to a file and to what has that id', LONG, () => {
  const eleventy = 'node_modules/@11ty/eleventy/cmd.cjs';
  const args = ['--config=site/eleventy.config.js', '--quiet', `--output=${site}`];
  const { status, stderr } = spawnSync(process.execPath, [eleventy, ...args], { encoding: 'utf8' });
  expect(stderr).not.toContain('Error');
  expect(status).toBe(0);

  const files = readdirSync(site, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll(path.sep, '/'));
  expect(files).toEqual(expect.arrayContaining([...pageFiles().map(siteFile), 'pagefind/pagefind-ui.js']));

  const pages = new Map(
    pageFiles().map((file) => [siteFile(file), readFileSync(path.join(site, siteFile(file)), 'utf8')]),
  );
  const broken = [...pages].flatMap(([name, html]) =>
    [...html.matchAll(/ (?:href|src)="([^"]*)"/g)]
      .map(([, link = '']) => link)
      .filter((link) => !/^[a-z]+:/.test(link) && !leads(name, link))
      .map((link) => `${name}: ${link}`),
  );
  expect(broken).toEqual([]);

  function leads(from: string, link: string): boolean {
    const [target = '', id] = decodeURI(link).split('#');
    const file = target === '' ? from : path.posix.join(path.posix.dirname(from), target);
    return existsSync(path.join(site, file)) && (id === undefined || pages.get(file)?.includes(` id="${id}"`) === true);
  }
});
