import type { ListItem, Paragraph, PhrasingContent, RootContent } from 'mdast';
import { compareText } from '../core/diagnostics/text-order.ts';
import type { Dataset, Source } from '../dataset/model.ts';
import { textIn } from '../dataset/localised.ts';
import { observationOf, statementsOf, type Value } from '../figure/value.ts';
import { type LocaleId, words } from '../language/locales.ts';
import type { PartName } from './part-name.ts';
import { printedValues } from './document-values.ts';
import type { CitationNode, ValueNode } from './inline-nodes.ts';
import type { BriefDocument, DocumentContent } from './nodes.ts';
import { flagLegend, inOrder } from './transforms/flags.ts';
import { childrenOf, type DocumentNode, nodesOf, plainText, visitDocument } from './tree-walk.ts';

interface PartSetting {
  readonly locale: LocaleId;
  readonly dataset: Pick<Dataset, 'sources'>;
}

/**
 * A part of a document as a document of its own, with its footnotes, the sources of its figures, the legend of its marks
 * and the notes on its figures. Links that leave it become words. Undefined if the document has no such part.
 */
export function partOf(document: BriefDocument, part: PartName, setting: PartSetting): BriefDocument | undefined {
  const found = contentOf(document, part);
  if (!found) return undefined;
  const ids = idsIn(found);
  const content = withoutOutwardLinks(found, ids) as DocumentContent[];
  const holder = { type: 'root' as const, children: content };
  const notes = notesOn(nodesOf(holder, 'value'), document, ids);
  const children: DocumentContent[] = [
    ...content,
    ...sourceLine(holder, setting),
    ...legendLine(holder, setting.locale),
    ...(notes.length > 0 ? [{ type: 'list' as const, ordered: false, spread: false, children: notes }] : []),
    ...footnotesOf(holder, document, ids),
  ];
  const root = { type: 'root' as const, children };
  const charts = new Set(nodesOf(root, 'chart').map(({ name }) => name));
  return { root, title: document.title, values: printedValues(root), charts, placeOf: document.placeOf };
}

/** The ids of the parts of a kind that a document has; of its figures, their addresses. */
export function partIds({ root, values }: BriefDocument, kind: PartName['kind']): readonly string[] {
  if (kind !== 'value') return nodesOf(root, kind).map(({ id }) => id);
  return values.flatMap(({ value }) => observationOf(value)?.address ?? []);
}

function contentOf({ root }: BriefDocument, { kind, id }: PartName): DocumentContent[] | undefined {
  if (kind !== 'value') {
    const node = nodesOf(root, kind).find((other) => other.id === id);
    const legend = node && kind === 'box' ? legendAfter(root, node) : [];
    return node && [node, ...legend];
  }
  const all = nodesOf(root, 'value').filter(({ value }) => {
    const address = observationOf(value)?.address;
    return address === id || address?.startsWith(`${id}@`);
  });
  // A brief that corrects a figure may first print what its source printed, without a mark.
  const node = all.find(({ value }) => value.flags.includes('corrected')) ?? all[0];
  return node && [{ type: 'paragraph', children: [{ ...node, shown: inOrder(node.value.flags) }] }];
}

/** The legend of a box stands after it. */
function legendAfter(root: BriefDocument['root'], box: DocumentNode): DocumentContent[] {
  const found: DocumentContent[] = [];
  visitDocument(root, (node) => {
    const children = childrenOf(node);
    const next = children[children.indexOf(box) + 1];
    if (children.includes(box) && next?.type === 'paragraph' && next.data?.legend) found.push(next);
  });
  return found;
}

function idsIn(nodes: readonly DocumentContent[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const node of nodes) {
    visitDocument(node, (inside) => {
      if ('id' in inside && typeof inside.id === 'string') ids.add(inside.id);
      if (inside.data?.id !== undefined) ids.add(inside.data.id);
    });
  }
  return ids;
}

/** A copy in which links to other parts of the document are words only. */
function withoutOutwardLinks(nodes: readonly DocumentNode[], ids: ReadonlySet<string>): DocumentNode[] {
  const copies = <T extends DocumentNode>(list: readonly T[]): T[] => withoutOutwardLinks(list, ids) as T[];
  return nodes.flatMap((node, at): DocumentNode[] => {
    if (isDead(node, ids)) return node.cited === 'exhibit' ? [withoutNumbers(node)] : [];
    if (node.type === 'text' && isDead(nodes[at + 1], ids, 'cite')) return [{ ...node, value: node.value.trimEnd() }];
    if (node.type === 'link' && node.url.startsWith('#') && !ids.has(node.url.slice(1))) return copies(node.children);
    if (node.type === 'exhibit') {
      const [body = node.body] = copies([node.body]);
      const notes = node.notes.map((note) => copies(note));
      return [{ ...node, title: copies(node.title), subtitle: copies(node.subtitle), body, notes }];
    }
    if (node.type === 'box') {
      const items = node.items.map(({ label, figure, notes }) => {
        return { label: copies(label), figure: copies(figure), notes: notes.map((note) => copies(note)) };
      });
      return [{ ...node, items }];
    }
    return 'children' in node
      ? [{ ...node, children: copies(node.children as DocumentNode[]) } as DocumentNode]
      : [node];
  });
}

/** Whether a node is numbers of sources whose list is not in the part. */
function isDead(
  node: DocumentNode | undefined,
  ids: ReadonlySet<string>,
  only?: 'cite',
): node is DocumentNode & CitationNode {
  if (node?.type !== 'citation' || (only && node.cited === 'exhibit')) return false;
  return !nodesOf(node, 'link').some(({ url }) => ids.has(url.slice(1)));
}

/** The names of sources alone: `Sources: NDRC, MIIT`. */
function withoutNumbers(node: CitationNode): DocumentNode {
  const names = plainText(node.children).replaceAll(/\u00A0\[[^\]]*\]/g, '');
  return { type: 'text', value: names };
}

/** Publishers of figures whom no line names already, each once. */
function sourceLine(part: BriefDocument['root'], { locale, dataset }: PartSetting): RootContent[] {
  const { sources, colon, comma } = words(locale);
  const values = [
    ...nodesOf(part, 'value').map(({ value }) => value),
    ...nodesOf(part, 'chart').flatMap((chart) => chart.values),
  ];
  const cited = new Set(values.flatMap(sourcesOf));
  const namesOf = ({ publisher, short }: Source): string[] =>
    [publisher, short ?? publisher].map((name) => textIn(name, locale));
  const all = [...dataset.sources.values()];
  const named = namesIn(linesOf(part), all.flatMap(namesOf));
  const unnamed = all.filter((one) => cited.has(one.id) && !namesOf(one).some((name) => named.has(name)));
  const publishers = [...new Set(unnamed.map(({ publisher }) => textIn(publisher, locale)))];
  return publishers.length > 0 ? [paragraph(sources.title(publishers.length) + colon + publishers.join(comma))] : [];
}

/** The names that stand in a text: none within a word or within a longer name. */
function namesIn(text: string, names: readonly string[]): ReadonlySet<string> {
  const longestFirst = names.toSorted((a, b) => b.length - a.length || compareText(a, b));
  const found = new Set<string>();
  let rest = text;
  for (const name of longestFirst) {
    const pieces = rest.split(name);
    // Han characters have no space between words.
    const isWhole = (at: number): boolean =>
      !(/[\p{L}\p{N}]$/u.test(pieces[at - 1] ?? '') && /^[^\p{sc=Han}]/u.test(name)) &&
      !(/^[\p{L}\p{N}]/u.test(pieces[at] ?? '') && /[^\p{sc=Han}]$/u.test(name));
    if (pieces.some((_, at) => at > 0 && isWhole(at))) found.add(name);
    rest = pieces.join('\n');
  }
  return found;
}

function sourcesOf(value: Value): string[] {
  return statementsOf(value).map(({ release }) => release.source.id);
}

/** What the marks after figures mean, for those that no legend in the part explains. */
function legendLine(part: BriefDocument['root'], locale: LocaleId): RootContent[] {
  const { separator } = words(locale);
  const shown = inOrder(nodesOf(part, 'value').flatMap((node) => node.shown));
  const text = linesOf(part);
  const entries = shown.map((flag) => flagLegend(flag, locale)).filter((entry) => !text.includes(entry));
  return entries.length > 0 ? [{ ...paragraph(entries.join(separator)), data: { legend: true } }] : [];
}

/** The texts of a part, one line each. */
function linesOf(part: BriefDocument['root']): string {
  const lines: string[] = [];
  const add = (...texts: (readonly DocumentNode[])[]): void => void lines.push(...texts.map(plainText));
  visitDocument(part, (node) => {
    if (node.type === 'exhibit') add(node.title, node.subtitle, ...node.notes);
    else if (node.type === 'box') for (const { label, figure, notes } of node.items) add(label, figure, ...notes);
    else if (TEXTS.has(node.type)) add(childrenOf(node));
  });
  return lines.join('\n');
}

const TEXTS: ReadonlySet<string> = new Set(['paragraph', 'heading', 'tableCell']);

/** The notes on figures, from the list of notes of the document. */
function notesOn(figures: readonly ValueNode[], { root }: BriefDocument, ids: ReadonlySet<string>): ListItem[] {
  const wanted = new Set(figures.flatMap(({ note }) => note?.leadsTo ?? []));
  const list = nodesOf(root, 'list').find(({ data }) => data?.notes);
  const items = (list?.children ?? []).filter((item) =>
    nodesOf(item, 'value').some(({ note }) => wanted.has(note?.id ?? '')),
  );
  return withoutOutwardLinks(items, ids) as ListItem[];
}

function footnotesOf(
  part: BriefDocument['root'],
  { root }: BriefDocument,
  ids: ReadonlySet<string>,
): DocumentContent[] {
  const marks = new Set(nodesOf(part, 'footnoteReference').map(({ identifier }) => identifier));
  const texts = nodesOf(root, 'footnoteDefinition').filter(({ identifier }) => marks.has(identifier));
  if (texts.length === 0) return [];
  return withoutOutwardLinks([{ type: 'footnotes', children: texts }], ids) as DocumentContent[];
}

function paragraph(value: string): Paragraph {
  const children: PhrasingContent[] = [{ type: 'text', value }];
  return { type: 'paragraph', children };
}
