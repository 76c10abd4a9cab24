import type { ListItem, PhrasingContent, Root } from 'mdast';
import type { Dataset, Source } from '../../dataset/model.ts';
import { textIn } from '../../dataset/localised.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import type { Context, DocumentOptions } from '../document-context.ts';
import { printedValues } from '../document-values.ts';
import { releasesOf } from '../value-releases.ts';
import { nodesOf } from '../tree-walk.ts';
import { numberSources } from './citations.ts';

/**
 * Fills lists of sources with the publishers of the figures in the document and of the evidence for corrections; by
 * number, with an item for each release, where the document cites sources.
 */
export function sourcesTransform(root: Root, context: Context): void {
  const { dataset } = context.options;
  const lists = nodesOf(root, 'list').filter(({ data }) => data?.sources);
  if (!dataset) return;
  if (nodesOf(root, 'citation').length > 0) return numberSources(root, lists, dataset, context);
  const cited = new Set(printedValues(root).flatMap(({ value }) => releasesOf(value)));
  for (const list of lists) list.children = itemsOf(dataset, cited, context.options);
}

/**
 * An item for each source, the highest rank first, with the dates of the cited releases; of one whose source is stored it
 * says where and on which day that was retrieved.
 */
function itemsOf(
  { releases, sources }: Pick<Dataset, 'releases' | 'sources'>,
  cited: Set<string>,
  { locale, proofOf }: DocumentOptions,
): ListItem[] {
  const dates = new Map<string, string[]>();
  const stored = new Map<string, string | undefined>();
  const { date, proof, open, close } = words(locale);
  for (const release of releases.values()) {
    const { id, source, published } = release;
    if (!cited.has(id)) continue;
    const { url, retrieved } = proofOf?.(release) ?? {};
    stored.set(source.id, stored.get(source.id) ?? url);
    const read = retrieved === undefined ? '' : open + proof.retrieved(date(retrieved)) + close;
    dates.set(source.id, [...(dates.get(source.id) ?? []), date(published) + read]);
  }
  return [...sources.values()]
    .filter(({ id }) => dates.has(id))
    .sort((a, b) => a.rank - b.rank)
    .map((source) =>
      itemOf({ ...source, url: stored.get(source.id) ?? source.url }, dates.get(source.id) ?? [], locale),
    );
}

function itemOf(
  { publisher, url }: Pick<Source, 'publisher' | 'url'>,
  dates: readonly string[],
  locale: LocaleId,
): ListItem {
  const name: PhrasingContent = { type: 'text', value: textIn(publisher, locale) };
  const linked: PhrasingContent = url === undefined ? name : { type: 'link', url, children: [name] };
  const published: PhrasingContent = { type: 'text', value: words(locale).comma + words(locale).list(dates) };
  return { type: 'listItem', spread: false, children: [{ type: 'paragraph', children: [linked, published] }] };
}
