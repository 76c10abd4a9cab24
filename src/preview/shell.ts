import type { Element } from 'hast';
import { h } from 'hastscript';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { groupBy } from '../core/diagnostics/text-order.ts';
import type { ListedPage } from './listing.ts';

/** The page around a brief, or with an empty key the list of all editions. Its script fills it. */
export function shellPage(editions: readonly ListedPage[], secret: string, key: string): string {
  const base = `/${secret}/`;
  const shown = editions.find((edition) => edition.key === key);
  const title = shown ? `${shown.edition} ${shown.locale} · ${shown.title}` : 'Assay preview';
  const page = h('html', { lang: 'en', dataBase: base, dataKey: key }, [
    h('head', [
      h('meta', { charSet: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('title', title),
      h('link', { rel: 'stylesheet', href: `${base}preview.css` }),
      h('script', { src: `${base}preview.js`, type: 'module' }),
    ]),
    h('body', [bar(base, key), ...(shown ? [frame(base, shown)] : [list(editions, base)]), ...PANELS]),
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

function list(editions: readonly ListedPage[], base: string): Element {
  const briefs = [...groupBy(editions, ({ brief }) => brief).values()];
  const sections = briefs.map((own) => h('section', [h('h2', own[0]?.title ?? ''), editionList(own, base)]));
  return h('main', { id: 'list' }, [h('h1', 'Editions'), ...sections]);
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
  h('aside', { id: 'problems', ariaLabel: 'Mistakes', hidden: true }),
  h('aside', { id: 'opened', ariaLabel: 'Opened lines', ariaLive: 'polite', hidden: true }),
];

function path(key: string): string {
  return key.split('/').map(encodeURIComponent).join('/');
}
