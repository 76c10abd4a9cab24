import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Root } from 'hast';
import { defaultSchema, sanitize, type Schema } from 'hast-util-sanitize';
import MarkdownIt from 'markdown-it';
import rehypeParse from 'rehype-parse';
import { unified } from 'unified';
import { expect, test } from 'vitest';
import { elements } from '../output/elements.ts';

const attributes = defaultSchema.attributes ?? {};
const general = (attributes['*'] ?? []).filter((attribute) => attribute !== 'id' && attribute !== 'name');

/** What hosts leave of a page. Both leave `name` on links only. */
const HOSTS: readonly (readonly [string, Schema])[] = [
  ['keeps ids', { ...defaultSchema, clobber: [], attributes: { ...attributes, '*': [...general, 'id'] } }],
  [
    'strips ids, as GitLab does',
    {
      ...defaultSchema,
      clobber: [],
      attributes: { ...attributes, '*': general, a: [...(attributes['a'] ?? []), 'name'] },
    },
  ],
];

const reader = new MarkdownIt({ html: true });
const briefs = readdirSync('out', { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'brief.md')
  .sort();

/** Where each link inside a brief leads, after a host has cleaned its page. */
function leadsIn(file: string, schema: Schema): { link: string; leads: number }[] {
  const html = reader.render(readFileSync(path.join('out', file), 'utf8'));
  const page = unified().use(rehypeParse, { fragment: true }).parse(html);
  const left = elements(sanitize(page, schema) as Root, () => true).map(({ properties }) => properties);
  const links = left.map(({ href = '' }) => href).filter((href) => href.startsWith('#'));
  return links.map((link) => ({
    link: `${link} in ${file}`,
    leads: left.filter(({ id, name }) => (id ?? name) === link.slice(1)).length,
  }));
}

test.each(HOSTS)('every link inside a brief leads to one place on a host that %s', (_, schema) => {
  const links = briefs.flatMap((file) => leadsIn(file, schema));
  expect(links.length).toBeGreaterThan(50);
  expect(links.filter(({ leads }) => leads !== 1)).toEqual([]);
});
