// Which Markdown files of the repository are pages of the site, where each stands in it, and what the navigation shows.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import MarkdownIt from 'markdown-it';

/** @typedef {{ title: string, links: { file: string, title: string }[] }} Section */

/** The first page: its headings and links are the navigation. */
export const FIRST_PAGE = 'docs/README.md';

/** Pages outside of docs/ to which its pages lead. */
const OTHER_PAGES = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'data/README.md',
  'templates/README.md',
];

/** The Markdown files that become pages, as paths of the repository with `/`. */
export function pageFiles() {
  const docs = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  return [...docs.map((name) => `docs/${name.replaceAll(path.sep, '/')}`).sort(), ...OTHER_PAGES];
}

/**
 * The path of a file in the site. What is below docs/ stands at its own path, everything else below `repository/`, so that
 * nothing meets. A README is the first page of its folder.
 * @param {string} file a path of the repository
 */
export function siteFile(file) {
  const target = file.startsWith('docs/') ? file.slice('docs/'.length) : `repository/${file}`;
  return target.replace(/(^|\/)README\.md$/, '$1index.html').replace(/\.md$/, '.html');
}

/**
 * The id of a heading, as hosts of Git give it.
 * @param {string} title
 */
export function headingId(title) {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

/**
 * A link of one page as a link of the site, which also works from a folder without a server. Other addresses stay.
 * @param {string} from the page with the link, a path of the repository
 * @param {string} address
 * @returns {{ address: string, file?: string }} with the file to which it leads, if it is one of the repository
 */
export function siteLink(from, address) {
  if (/^(?:[a-z][a-z+.-]*:|#|\/)/i.test(address)) return { address };
  const [, target = '', id = ''] = /^([^#]*)(#.*)?$/.exec(address) ?? [];
  const file = path.posix.join(path.posix.dirname(from), decodeURI(target));
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new Error(`${from}: the link ${address} leads to no file of the repository`);
  }
  const relative = path.posix.relative(path.posix.dirname(siteFile(from)), siteFile(file));
  return { address: encodeURI(relative) + id, file };
}

/**
 * The title of a page: its first heading.
 * @param {string} file
 */
export function pageTitle(file) {
  const [, title] = /^# (.*)$/m.exec(readFileSync(file, 'utf8')) ?? [];
  if (title === undefined) throw new Error(`${file} has no heading of the first level`);
  return title.replaceAll('`', '');
}

/**
 * The sections of the first page, each with the pages to which it leads, in their order.
 * @returns {Section[]}
 */
export function navigation() {
  /** @type {Section[]} */
  const sections = [];
  const tokens = new MarkdownIt().parse(readFileSync(FIRST_PAGE, 'utf8'), {});
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'heading_open' && token.tag === 'h2') {
      sections.push({ title: tokens[index + 1]?.content ?? '', links: [] });
    }
    for (const child of token.children ?? []) {
      const { file } = child.type === 'link_open' ? siteLink(FIRST_PAGE, String(child.attrGet('href'))) : {};
      if (file?.endsWith('.md')) sections.at(-1)?.links.push({ file, title: pageTitle(file) });
    }
  }
  return sections.filter(({ links }) => links.length > 0);
}
