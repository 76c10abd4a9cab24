import type { Element } from 'hast';
import { h } from 'hastscript';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { SCRIPT, STYLE } from './assets.ts';
import type { ListedSource } from '../pipeline/source-views.ts';
import type { ListedPage } from './listing.ts';
import type { LoopbackAnswer, LoopbackRequest } from './loopback-server.ts';
import type { Preview } from './preview.ts';

const NOT_FOUND: LoopbackAnswer = { status: 404, content: 'not found' };

/** Media types of the outputs that a page links to. */
const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Pages of the preview itself run its script only, and nothing else may frame them. */
const SHELL_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A brief runs no script at all. */
const BRIEF_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/**
 * Answers requests whose path begins with the secret; nobody who does not know it learns anything. No part of a path is
 * used as a path of a file: editions, papers and charts are looked up among those that are known.
 */
export function routesOf(preview: Preview, secret: string): (request: LoopbackRequest) => Promise<LoopbackAnswer> {
  return async ({ method, path: [given, kind, ...rest], body }) => {
    if (given !== secret) return NOT_FOUND;
    if (method === 'POST') return kind === 'open' && rest.length === 0 ? opened(preview, body) : NOT_FOUND;
    switch (kind) {
      case undefined:
        return shell(preview, secret, '');
      case 'view':
        // while a brief cannot be read its editions are not listed: the list says why, and leads back once they are
        if (!isListed(preview, rest)) return { ...shell(preview, secret, ''), status: 404 };
        return shell(preview, secret, rest.join('/'));
      case 'events':
        if (rest.length > 0 && !isListed(preview, rest)) return NOT_FOUND;
        return { subscribe: (send) => preview.view(rest.join('/'), send) };
      case 'source':
        return source(preview, secret, rest);
      case 'page':
        return brief(preview, rest);
      case 'preview.js':
        return { status: 200, type: 'text/javascript; charset=utf-8', content: SCRIPT };
      case 'preview.css':
        return { status: 200, type: 'text/css; charset=utf-8', content: STYLE };
      default:
        return NOT_FOUND;
    }
  };
}

/** The page of a release and its source. */
async function source(
  preview: Preview,
  secret: string,
  [release = '', ...rest]: readonly string[],
): Promise<LoopbackAnswer> {
  const content = rest.length === 0 ? await preview.sourcePage(release) : undefined;
  if (!content) return { ...shell(preview, secret, ''), status: 404 };
  const headers = { 'Content-Security-Policy': SHELL_POLICY };
  const base = `/${secret}/`;
  const page = documentText(base, '', `${release} · its source`, [bar(base, ''), content, ...PANELS]);
  return { status: 200, type: 'text/html; charset=utf-8', headers, content: page };
}

function isListed({ editions }: Preview, parts: readonly string[]): boolean {
  const key = parts.join('/');
  return editions.some((edition) => edition.key === key);
}

function shell(preview: Preview, secret: string, key: string): LoopbackAnswer {
  const headers = { 'Content-Security-Policy': SHELL_POLICY };
  return { status: 200, type: 'text/html; charset=utf-8', headers, content: shellPage(preview, secret, key) };
}

/** The page of an edition, a chart that it links to, or a PDF. */
async function brief(preview: Preview, parts: readonly string[]): Promise<LoopbackAnswer> {
  const own = preview.editions.find(({ key }) => parts.join('/') === key || parts.join('/').startsWith(`${key}/`));
  if (!own) return NOT_FOUND;
  const name = parts.join('/').slice(own.key.length + 1);
  if (own.papers.includes(name)) {
    const content = await preview.paper(own.key, name);
    return content ? { status: 200, type: 'application/pdf', content } : NOT_FOUND;
  }
  const found = await preview.page(own.key);
  const headers = { 'Content-Security-Policy': BRIEF_POLICY };
  if (name === '') {
    const content = versioned(found?.page.html ?? EMPTY, found?.version ?? 0);
    return { status: 200, type: 'text/html; charset=utf-8', headers, content };
  }
  const content = name.startsWith('charts/') ? (await found?.page.texts())?.get(name) : undefined;
  const type = TYPES[name.slice(name.lastIndexOf('.') + 1)];
  return content !== undefined && type ? { status: 200, type, headers, content } : NOT_FOUND;
}

/** In place of an edition that has never been without mistakes: the page around it shows these, and hides this. */
const EMPTY = '<!doctype html><html lang=en><title>Preview</title><body>This edition has mistakes.';

function versioned(html: string, version: number): string {
  return html.replace('<html ', `<html data-version=${version} `);
}

/** Places that one request may open, and name: the line of the template and those of the data. */
const OPENED_LIMIT = 2;
const NAMED_LIMIT = 16;

async function opened(preview: Preview, body: string): Promise<LoopbackAnswer> {
  const { open = [], all = [] } = numbersIn(body);
  if (open.length === 0 || open.length > OPENED_LIMIT || all.length > NAMED_LIMIT) return { status: 400 };
  const content = JSON.stringify(await preview.open(open, all));
  return { status: 200, type: 'application/json', content };
}

function numbersIn(body: string): { readonly open?: readonly unknown[]; readonly all?: readonly unknown[] } {
  try {
    const { open, all } = JSON.parse(body) as Record<string, unknown>;
    return Array.isArray(open) && Array.isArray(all) ? { open, all } : {};
  } catch {
    return {};
  }
}

/** The page around a brief, or with an empty key the list of all editions. Its script fills it. */
function shellPage({ editions, sources }: Preview, secret: string, key: string): string {
  const base = `/${secret}/`;
  const shown = editions.find((edition) => edition.key === key);
  const title = shown ? `${shown.edition} ${shown.locale} · ${shown.title}` : 'Assay preview';
  const content = shown ? [frame(base, shown)] : [list(editions, sources, base)];
  return documentText(base, key, title, [bar(base, key), ...content, ...PANELS]);
}

function documentText(base: string, key: string, title: string, body: Element[]): string {
  const page = h('html', { lang: 'en', dataBase: base, dataKey: key }, [
    h('head', [
      h('meta', { charSet: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('title', title),
      h('link', { rel: 'stylesheet', href: `${base}preview.css` }),
      h('script', { src: `${base}preview.js`, type: 'module' }),
    ]),
    h('body', body),
  ]);
  return `${unified()
    .use(rehypeStringify)
    .stringify({ type: 'root', children: [{ type: 'doctype' }, page] })}\n`;
}

function bar(base: string, key: string): Element {
  const choice = key === '' ? [] : [h('select', { id: 'editions', ariaLabel: 'Edition' })];
  return h('header', [
    h('a', { href: base }, 'All editions'),
    ...choice,
    h('span', { id: 'papers' }),
    h('span', { id: 'status', role: 'status' }, key === '' ? '' : 'composing …'),
  ]);
}

function frame(base: string, { key, title }: ListedPage): Element {
  return h('iframe', { id: 'brief', title, src: `${base}page/${path(key)}/` });
}

function list(editions: readonly ListedPage[], sources: readonly ListedSource[], base: string): Element {
  const briefs = [...groupBy(editions, ({ brief }) => brief).values()];
  const sections = briefs.map((own) => h('section', [h('h2', own[0]?.title ?? ''), editionList(own, base)]));
  return h('main', { id: 'list' }, [h('h1', 'Editions'), ...sections, ...sourceList(sources, base)]);
}

function sourceList(sources: readonly ListedSource[], base: string): Element[] {
  if (sources.length === 0) return [];
  const items = sources.map(({ release, source: file }) =>
    h('li', [h('a', { href: `${base}source/${encodeURIComponent(release)}` }, release), ` ${file}`]),
  );
  return [h('h1', 'Releases and their sources'), h('ul', items)];
}

function editionList(own: readonly ListedPage[], base: string): Element {
  return h(
    'ul',
    own.map(({ key, edition, locale, member, papers }) =>
      h('li', [
        h('a', { href: `${base}view/${path(key)}` }, [edition, locale, ...(member ? [member] : [])].join(' · ')),
        ...papers.flatMap((name) => [
          ' ',
          h('a', { className: 'paper', href: `${base}page/${path(key)}/${name}` }, name),
        ]),
      ]),
    ),
  );
}

/** Filled by the script. */
const PANELS = [
  h('aside', { id: 'unprinted', ariaLabel: 'Figures that are not printed', hidden: true }),
  h('aside', { id: 'problems', ariaLabel: 'Mistakes', hidden: true }),
  h('aside', { id: 'opened', ariaLabel: 'Opened lines', ariaLive: 'polite', hidden: true }),
];

function path(key: string): string {
  return key.split('/').map(encodeURIComponent).join('/');
}
