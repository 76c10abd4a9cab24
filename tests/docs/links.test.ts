import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { headingId } from '../../site/pages.js';

const PAGES = [
  'README.md',
  'data/README.md',
  'templates/README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join('docs', name)),
];

/** The text of a page without its code. */
function textOf(page: string): string {
  return readFileSync(page, 'utf8')
    .replaceAll(/^(```+)[^]*?^\1$/gm, '')
    .replaceAll(/`[^`\n]+`/g, 'code');
}

/** The ids of the headings of a page. */
function headingsOf(page: string): Set<string> {
  return new Set([...readFileSync(page, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => headingId(title)));
}

test.each(PAGES)('every link of %s leads to a file and a heading of this repository', (page) => {
  const links = [...textOf(page).matchAll(/\]\((?!https?:|mailto:)([^)\s#]*)(?:#([^)\s]+))?\)/g)];
  const broken = links.filter(([, file = '', id]) => {
    const target = file === '' ? page : path.join(path.dirname(page), file);
    if (target.startsWith('out/')) return false;
    return !existsSync(target) || (id !== undefined && target.endsWith('.md') && !headingsOf(target).has(id));
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

test('docs/README.md leads to every page of the documentation', () => {
  const links = new Set(
    ['docs/', 'docs/rules/'].flatMap((folder) =>
      [...textOf(`${folder}README.md`).matchAll(/\]\(([^)#]+\.md)/g)].map(([, file = '']) => folder + file),
    ),
  );
  const pages = PAGES.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
  expect(pages.filter((page) => !links.has(page))).toEqual([]);
});

test('the README begins with the two commands of a newcomer, which CI runs', () => {
  const blocks = [...readFileSync('README.md', 'utf8').matchAll(/^```sh\n([^]*?)^```/gm)].map(([, code]) => code);
  expect(blocks.slice(0, 2)).toEqual(['npm ci && npm run build\n', 'npm ci && npm test\n']);
});
