import type { Link, List, ListItem, PhrasingContent, Root } from 'mdast';
import { groupBy } from '../../core/diagnostics/text-order.ts';
import { textIn } from '../../dataset/localised.ts';
import type { Dataset, Release } from '../../dataset/model.ts';
import { NO_BREAK_SPACE } from '../../figure/number-text.ts';
import { statementsOf } from '../../figure/value.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import type { Context } from '../document-context.ts';
import type { Box, Exhibit } from '../exhibit-nodes.ts';
import type { CitationNode } from '../inline-nodes.ts';
import type { DocumentContent } from '../nodes.ts';
import { childrenOf, nodesOf, visitDocument } from '../tree-walk.ts';
import { releasesIn } from '../value-releases.ts';

type Named = Pick<Dataset, 'releases'>;

/** The releases that a document cites, by number: first those with a mark, in reading order, then the others by rank. */
type Numbers = ReadonlyMap<Release, number>;

/**
 * Numbers the releases that a document cites or prints figures of, fills its citations with links to the list of
 * sources, and the list with an item for each, which links back to the first citation. Ids begin with an underscore,
 * which ids in a template never do. Reports citations in a document without a list.
 */
export function numberSources(root: Root, lists: readonly List[], dataset: Named, context: Context): void {
  const { locale } = context.options;
  mergeMarks(root);
  const holders = holdersOf(root, lists.length > 0 ? citeBoxes(root, locale) : new Map());
  const cited = nodesOf(root, 'citation').map((mark) => ({
    mark,
    releases: citedBy(mark, holders, dataset, context),
  }));
  const numbers = numbered(
    cited.flatMap(({ releases }) => releases),
    releasesIn(root, dataset),
  );
  joinMarks(root);
  const marked = new Set<Release>();
  for (const { mark, releases } of cited) mark.children = filled(mark, releases, { numbers, marked, locale });
  const [first] = cited;
  if (lists.length === 0 && first) {
    const message = 'a source is cited, and no list of sources has its number';
    const { place } = first.mark;
    context.diagnostics.error('document/citation', message, place, 'write ::sources where the list goes');
  }
  for (const list of lists) {
    list.ordered = true;
    list.start = 1;
    list.children = [...numbers].map(([release, number]) => itemOf(release, number, marked.has(release), context));
  }
}

/** Makes one of marks that follow one another, as a loop over what confirms a figure writes them. */
function mergeMarks(root: Root): void {
  visitDocument(root, (parent) => {
    const inside = childrenOf(parent);
    for (let at = inside.length - 1; at >= 2; at -= 1) {
      const [mark, between, next] = inside.slice(at - 2, at + 1);
      if (mark?.type !== 'citation' || next?.type !== 'citation') continue;
      if (mark.cited === 'exhibit' || next.cited === 'exhibit') continue;
      if (between?.type !== 'text' || between.value.trim() !== '') continue;
      mark.cited = [...new Set([...mark.cited, ...next.cited])];
      inside.splice(at - 1, 2);
    }
  });
}

/** A full-width closing mark, whose right half is empty, and the space after it. */
const AFTER_WIDE_MARK = /(?<=[）》」』，。；：]) $/u;

/** Makes the space before a mark one at which no line breaks: a line must not begin with a mark. After a full-width mark it goes. */
function joinMarks(root: Root): void {
  visitDocument(root, (parent) => {
    const inside = childrenOf(parent);
    for (const [at, node] of inside.entries()) {
      if (node.type !== 'text' || inside[at + 1]?.type !== 'citation') continue;
      node.value = node.value.replace(AFTER_WIDE_MARK, '').replace(/ $/, NO_BREAK_SPACE);
    }
  });
}

/** The exhibit around each citation in one, and the box above each below one. */
function holdersOf(root: Root, boxes: ReadonlyMap<CitationNode, Box>): Map<CitationNode, Box | Exhibit> {
  const pairs = nodesOf(root, 'exhibit').flatMap((exhibit) =>
    nodesOf(exhibit, 'citation').map((mark): [CitationNode, Exhibit] => [mark, exhibit]),
  );
  return new Map<CitationNode, Box | Exhibit>([...boxes, ...pairs]);
}

function citedBy(
  mark: CitationNode,
  holders: ReadonlyMap<CitationNode, Box | Exhibit>,
  dataset: Named,
  context: Context,
): Release[] {
  if (mark.cited !== 'exhibit') return mark.cited.flatMap((id) => dataset.releases.get(id) ?? []);
  const holder = holders.get(mark);
  const releases = holder ? releasesIn(holder, dataset) : [];
  if (releases.length === 0) {
    const hint = 'write it in a paragraph below a chart or table that shows published figures';
    const message = holder ? 'this exhibit shows no published figure' : 'sourcesOf is outside an exhibit';
    context.diagnostics.error('document/citation', message, mark.place, hint);
  }
  return releases;
}

function numbered(cited: readonly Release[], used: readonly Release[]): Numbers {
  return new Map([...new Set([...cited, ...used])].map((release, at) => [release, at + 1]));
}

interface Filling {
  readonly numbers: Numbers;
  /** The releases that were cited before. */
  readonly marked: Set<Release>;
  readonly locale: LocaleId;
}

function filled({ cited }: CitationNode, releases: readonly Release[], filling: Filling): PhrasingContent[] {
  const unique = [...new Set(releases)];
  if (cited !== 'exhibit') return brackets(unique, filling);
  const { locale } = filling;
  const { sources, colon, comma } = words(locale);
  const names = groupBy(unique, ({ source }) => textIn(source.short ?? source.publisher, locale));
  const entries: PhrasingContent[] = [];
  for (const [name, own] of names) {
    // Marks of its own, so that no line breaks in its brackets.
    const ids = own.map(({ id }) => id);
    const mark: CitationNode = { type: 'citation', cited: ids, children: brackets(own, filling), place: undefined };
    entries.push(text(`${entries.length > 0 ? comma : ''}${name}${NO_BREAK_SPACE}`), mark);
  }
  return [text(sources.title(unique.length) + colon), ...entries];
}

/** `[4, 6]`, each number a link. */
function brackets(releases: readonly Release[], { numbers, marked, locale }: Filling): PhrasingContent[] {
  const sorted = [...releases].sort((a, b) => (numbers.get(a) ?? 0) - (numbers.get(b) ?? 0));
  const links = sorted.flatMap((release, at): PhrasingContent[] => {
    const number = numbers.get(release) ?? 0;
    const id = marked.has(release) ? {} : { id: citeId(number) };
    marked.add(release);
    const label = words(locale).sources.number(number);
    const link: Link = {
      type: 'link',
      url: `#${sourceId(number)}`,
      children: [text(`${number}`)],
      data: { ...id, label },
    };
    return at > 0 ? [text(', '), link] : [link];
  });
  return [text('['), ...links, text(']')];
}

/** An item of the list: publisher, title, date, address, the day on which a stored source was retrieved, and the way back. */
function itemOf(release: Release, number: number, isMarked: boolean, { options }: Context): ListItem {
  const { locale, proofOf } = options;
  const { source, published, announced } = release;
  const { comma, date, sources, proof } = words(locale);
  const stored = proofOf?.(release);
  const own = release.title ?? source.title;
  const title = own === undefined ? undefined : textIn(own, locale);
  const url = stored?.url ?? release.url ?? source.url;
  const days = announced === undefined ? date(published) : sources.announced(date(announced), date(published));
  const content: PhrasingContent[] = [
    text(textIn(source.publisher, locale) + comma),
    ...(title === undefined ? [] : [titleNode(title), text(comma)]),
    text(days),
    ...(url === undefined ? [] : [text(comma), { type: 'link' as const, url, children: [text(hostOf(url))] }]),
    ...(stored?.retrieved === undefined ? [] : [text(comma + proof.retrieved(date(stored.retrieved)))]),
    ...(isMarked ? [text('\u00A0'), back(number, sources.back)] : []),
  ];
  const paragraph = { type: 'paragraph' as const, children: content };
  return {
    type: 'listItem',
    spread: false,
    children: [paragraph],
    data: { id: sourceId(number), release: release.id },
  };
}

/** A title in italics; Chinese has none and puts it between marks of its own. */
function titleNode(title: string): PhrasingContent {
  return /\p{Script=Han}/u.test(title) ? text(`《${title}》`) : { type: 'emphasis', children: [text(title)] };
}

function back(number: number, label: string): Link {
  return { type: 'link', url: `#${citeId(number)}`, children: [text('↑')], data: { label, isBack: true } };
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^www\./, '');
}

function sourceId(number: number): string {
  return `_source-${number}`;
}

function citeId(number: number): string {
  return `_cite-${number}`;
}

function text(value: string): PhrasingContent {
  return { type: 'text', value };
}

/**
 * Adds the sources of each box with trend lines, or with figures of several sources, to the legend below it: nothing else of the
 * document may cite what is drawn, and the cover names one source. Answers the new citations with their boxes.
 */
function citeBoxes(root: Root, locale: LocaleId): Map<CitationNode, Box> {
  const cited = new Map<CitationNode, Box>();
  addTo(root, words(locale).stop, cited);
  return cited;
}

function addTo(parent: { children: DocumentContent[] }, stop: string, cited: Map<CitationNode, Box>): void {
  for (const [at, child] of [...parent.children.entries()].reverse()) {
    if (child.type === 'box' && needsSources(child)) {
      const mark: CitationNode = { type: 'citation', cited: 'exhibit', children: [], place: undefined };
      cited.set(mark, child);
      const next = parent.children[at + 1];
      if (next?.type === 'paragraph' && next.data?.legend) next.children.push({ type: 'text', value: stop }, mark);
      else parent.children.splice(at + 1, 0, legendOf(mark));
    } else if ('children' in child) {
      addTo(child, stop, cited);
    }
  }
}

function needsSources(box: Box): boolean {
  if (nodesOf(box, 'trend').some(({ trend }) => trend.points.length > 0)) return true;
  const stated = nodesOf(box, 'value').flatMap(({ value }) => statementsOf(value));
  return new Set(stated.map(({ release }) => release.source.id)).size > 1;
}

function legendOf(mark: PhrasingContent): DocumentContent {
  return { type: 'paragraph', children: [mark], data: { legend: true } };
}
