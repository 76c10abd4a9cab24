// The documentation as a site: `npm run docs` writes it to _site/. Its pages are the Markdown files of the repository as
// they stand, so that they also read well on a host of Git, and all links are relative, so that the site opens from a folder.
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { close, createIndex } from 'pagefind';
import { FIRST_PAGE, headingId, navigation, pageFiles, pageTitle, siteFile, siteLink } from './pages.js';

/** @typedef {import('markdown-it').default} Markdown */
/** @typedef {{ outputPath: string, content: string }} Page */
/** @typedef {{ directories: { output: string }, results: Page[] }} Written what Eleventy wrote */

/**
 * Gives each heading the id that hosts of Git give it, and each link the address of its page in the site.
 * @param {Markdown} markdown
 * @param {Set<string>} files gets those to which a page leads and that are no page: pictures, workflows
 */
function linkPages(markdown, files) {
  const pages = new Set(pageFiles());
  markdown.core.ruler.push('link_pages', ({ tokens, env }) => {
    for (const [index, token] of tokens.entries()) {
      if (token.type === 'heading_open') token.attrSet('id', headingId(tokens[index + 1]?.content ?? ''));
      for (const child of token.children ?? []) {
        const name = child.type === 'image' ? 'src' : 'href';
        const written = child.attrGet(name);
        if (written === null) continue;
        const { address, file } = siteLink(env.source, written);
        child.attrSet(name, address);
        if (file !== undefined && !pages.has(file)) files.add(file);
      }
    }
  });
}

/**
 * The navigation as a page shows it, with addresses from that page.
 * @param {import('./pages.js').Section[]} sections
 * @param {string} from
 */
function navigationFrom(sections, from) {
  return sections.map(({ title, links }) => ({
    title,
    links: links.map((link) => ({ ...link, address: addressOf(from, link.file), current: link.file === from })),
  }));
}

/** The address of a file of the site from a page. @param {string} from @param {string} to */
const addressOf = (from, to) => encodeURI(path.posix.relative(path.posix.dirname(siteFile(from)), siteFile(to)));

/** The headings of the second level in a page's HTML. @param {string} html */
const sectionsOf = (html) =>
  [...html.matchAll(/<h2 id="([^"]*)">(.*?)<\/h2>/g)].map(([, id, title]) => ({ id, title }));

/**
 * Writes the index of the search, which Pagefind's script reads where the site is served.
 * @param {string} site the folder of the site
 * @param {Page[]} pages
 */
async function writeSearch(site, pages) {
  const { index } = await createIndex({});
  if (index === undefined) throw new Error('Pagefind makes no index');
  for (const { outputPath, content } of pages) {
    const { errors } = await index.addHTMLFile({ sourcePath: path.relative(site, outputPath), content });
    if (errors.length > 0) throw new Error(`${outputPath}: ${errors.join('; ')}`);
  }
  await index.writeFiles({ outputPath: path.join(site, 'pagefind') });
  await close();
}

/** @param {any} eleventy `UserConfig`, which has no types */
export default function configure(eleventy) {
  /** @type {Set<string>} */
  const files = new Set();
  for (const file of pageFiles()) {
    const data = { layout: 'page.liquid', source: file, title: pageTitle(file), permalink: siteFile(file) };
    eleventy.addTemplate(file, readFileSync(file, 'utf8'), data);
  }
  eleventy.amendLibrary('md', (/** @type {Markdown} */ markdown) => {
    // Angle brackets in text are text, as in the documentation of a program that prints HTML.
    markdown.set({ html: false });
    linkPages(markdown, files);
  });
  const groups = navigation();
  eleventy.addFilter('navigation', (/** @type {string} */ from) => navigationFrom(groups, from));
  eleventy.addFilter('sections', sectionsOf);
  eleventy.addFilter('first', (/** @type {string} */ from) => addressOf(from, FIRST_PAGE));
  eleventy.addFilter('asset', (/** @type {string} */ from, /** @type {string} */ name) =>
    addressOf(from, `docs/${name}`),
  );
  eleventy.addPassthroughCopy({ 'site/site.css': 'site.css', 'site/site.js': 'site.js' });
  eleventy.on('eleventy.after', async (/** @type {Written} */ { directories, results }) => {
    for (const file of files) cpSync(file, path.join(directories.output, siteFile(file)));
    await writeSearch(directories.output, results);
  });
  return {
    dir: { input: 'site', output: '_site', includes: 'layouts' },
    templateFormats: ['md'],
    // Documents show Handlebars, which Liquid would take for its own.
    markdownTemplateEngine: false,
  };
}
