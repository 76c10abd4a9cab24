import type { List, ListItem, Nodes, Paragraph, Parent, PhrasingContent, Table } from 'mdast';
import type { ContainerDirective, LeafDirective, TextDirective } from 'mdast-util-directive';
import { isChartLine } from '../../chart/kinds/chart-line.ts';
import { didYouMean, nearestWord } from '../../core/diagnostics/diagnostic.ts';
import { decimalToNumber } from '../../core/numbers/decimal.ts';
import { formulaOf, observationOf, type Value } from '../../figure/value.ts';
import { words } from '../../language/locales.ts';
import { type Context, placeOfNode, reportAt, sourceOfNode } from '../document-context.ts';
import {
  type Box,
  type BoxItem,
  type Chart,
  type Exhibit,
  EXHIBIT_WIDTHS,
  GRID_GUTTER,
  GRID_WIDTHS,
} from '../exhibit-nodes.ts';
import { CONTENTS_DEPTHS, type DocumentContent } from '../nodes.ts';
import { MARGIN_KINDS } from '../note-nodes.ts';
import {
  CHART_SETTINGS,
  COLUMNS_SETTINGS,
  LIST_SETTINGS,
  SETTING_WORDS,
  type SettingName,
  settingProblem,
  type Settings,
  TABLE_SETTINGS,
} from '../settings.ts';
import { nodesOf } from '../tree-walk.ts';
import { registerId } from './identifiers.ts';

type Directive = ContainerDirective | LeafDirective | TextDirective;

/** A node of a tree whose directives are being replaced. */
type Draft = DocumentContent | Chart | Nodes;

/** A directive with its attributes checked and its content replaced. */
interface Block {
  readonly node: Directive;
  readonly id: string;
  readonly children: Draft[];
}

/** A chart or table with its title before it and its notes after it. Without a chart or table: reported, undefined. */
function exhibitOf(block: Block, context: Context): Exhibit | undefined {
  const at = block.children.findIndex(isBody);
  const body = block.children[at];
  const [title, subtitle, ...more] = paragraphsOf(block.children.slice(0, Math.max(at, 0)), block, context);
  const notes = paragraphsOf(block.children.slice(at + 1), block, context);
  if (!body || !isBody(body)) {
    if (!block.children.some(isDirective)) {
      report(block, 'holds neither a chart nor a table', 'put ::chart{name="…"} or a table in it', context);
    }
    return undefined;
  }
  if (!title || more.length > 0) {
    const hint = 'write one paragraph for the title and at most one for the subtitle before the chart or table';
    report(block, title ? 'has more than a title and a subtitle' : 'has no title', hint, context);
  }
  return { type: 'exhibit', id: block.id, number: 0, title: title ?? [], subtitle: subtitle ?? [], body, notes };
}

function isBody(node: Draft): node is Chart | Table {
  return node.type === 'chart' || node.type === 'table';
}

/** Whether a node is a directive. In an exhibit, one that could not be replaced stays; that was reported. */
function isDirective(node: { type: string }): node is Directive {
  return node.type === 'containerDirective' || node.type === 'leafDirective' || node.type === 'textDirective';
}

function paragraphsOf(nodes: readonly Draft[], block: Block, context: Context): PhrasingContent[][] {
  const other = nodes.find((node) => node.type !== 'paragraph' && !isDirective(node));
  if (other) {
    const hint = 'an exhibit holds paragraphs and one chart or table; give the next one its own exhibit';
    report(block, `holds a ${other.type} among its paragraphs`, hint, context);
  }
  return nodes.filter((node): node is Paragraph => node.type === 'paragraph').map(({ children }) => children);
}

/**
 * The headline box, from one list whose items contain a label, a figure and notes, and the line above it from a paragraph
 * before that list. Without a list: reported, undefined.
 */
function boxOf(block: Block, context: Context): Draft[] | undefined {
  const [first] = block.children;
  const title = first?.type === 'paragraph' ? [{ ...first, data: { ...first.data, boxTitle: true } }] : [];
  const list = block.children.find((node): node is List => node.type === 'list');
  if (!list || block.children.length > title.length + 1) {
    const problem = list ? 'holds something besides its list' : 'holds no list';
    report(block, problem, 'write one list in it, with an item for each figure', context);
  }
  if (!list) return undefined;
  const items = list.children.flatMap((item) => boxItemOf(item, context));
  return [...title, { type: 'box', id: block.id, items } satisfies Box];
}

function boxItemOf(item: ListItem, context: Context): BoxItem[] {
  const paragraphs = item.children.filter((node): node is Paragraph => node.type === 'paragraph');
  const [label, figure, ...notes] = paragraphs.map(({ children }) => children);
  if (label && figure && paragraphs.length === item.children.length) return [{ label, figure, notes }];
  const hint = 'write one paragraph each, with an empty line between them, indented under the first';
  reportAt(context, item, 'document/block-content', 'this item of a box is not a label, a figure and notes', hint);
  return [];
}

function report({ node }: Block, problem: string, hint: string, context: Context): void {
  reportAt(context, node, 'document/block-content', `${node.name} ${problem}`, hint);
}

/** What the shares of a whole may come to, in per cent: each is rounded. */
const WHOLE = { low: 98, high: 102 };

/** The parts of a whole, drawn as one band: a list with one share in per cent in each item. Else: reported, undefined. */
function sharesOf({ node, children }: Block, context: Context): Draft | undefined {
  const [list, ...more] = children;
  if (list?.type !== 'list' || more.length > 0) {
    const hint = 'write one list in it, with an item for each part of the whole';
    return reportAt(context, node, 'document/block-content', 'these shares are not one list', hint);
  }
  const parts = list.children.flatMap((item) => partOf(item, context) ?? []);
  const sum = parts.reduce((all, { data }) => all + (data?.share?.percent ?? 0), 0);
  if (parts.length === list.children.length && (sum < WHOLE.low || sum > WHOLE.high)) {
    const message = `these shares come to ${Math.round(sum)}%`;
    reportAt(context, node, 'document/block-content', message, 'add an item for the rest, or take one out');
  }
  return {
    ...list,
    ordered: false,
    data: { ...list.data, shares: true },
    children: parts.map((part) => filling(part, sum)),
  };
}

/** As a part of what the shares come to, so that the band has no gap at its end. */
function filling(part: ListItem, sum: number): ListItem {
  const share = part.data?.share;
  return share ? { ...part, data: { ...part.data, share: { ...share, percent: (share.percent / sum) * 100 } } } : part;
}

function partOf(item: ListItem, context: Context): ListItem | undefined {
  const [figure, ...more] = nodesOf(item, 'value');
  const isShare = figure?.value.unit.code === '%' && more.length === 0 && item.children.length === 1;
  if (!isShare) {
    const hint = 'name the part and print its share in per cent, such as {{shareOf "output.copper" "output.total"}}';
    return reportAt(context, item, 'document/block-content', 'this part has not one share', hint);
  }
  const { value } = figure;
  const share = { percent: decimalToNumber(value.decimal), members: membersOf(value) };
  return { ...item, data: { ...item.data, share } };
}

/** What a share is of: what is stated, or the one figure that is divided by another; of a rest, undefined. */
function membersOf(value: Value): ReadonlyMap<string, string> | undefined {
  const figures = (formulaOf(value) ?? []).filter((part) => typeof part !== 'string');
  const [first] = figures.length === 2 ? figures : [];
  const part = observationOf(value) ?? (first && observationOf(first));
  return part?.indicator.dimensions;
}

interface Syntax {
  readonly container: boolean;
  readonly attributes: readonly string[];
  readonly required: readonly string[];
  build(block: Block, context: Context): Draft | Draft[] | undefined;
}

/** Every block directive. */
export const BLOCKS: ReadonlyMap<string, Syntax> = new Map<string, Syntax>([
  ['kicker', { container: true, attributes: [], required: [], build: kickerOf }],
  [
    'exhibit',
    { container: true, attributes: ['id', 'width', ...TABLE_SETTINGS], required: ['id'], build: sizedExhibitOf },
  ],
  ['box', { container: true, attributes: ['id'], required: ['id'], build: boxOf }],
  ['note', { container: true, attributes: ['id'], required: [], build: noteOf }],
  ['margin', { container: true, attributes: ['kind'], required: [], build: marginOf }],
  ['columns', { container: true, attributes: COLUMNS_SETTINGS, required: [], build: columnsOf }],
  ['list', { container: true, attributes: LIST_SETTINGS, required: [], build: onlyOf('list') }],
  ['table', { container: true, attributes: TABLE_SETTINGS, required: [], build: onlyOf('table') }],
  ['notice', { container: true, attributes: ['id'], required: ['id'], build: noticeOf }],
  ['shares', { container: true, attributes: [], required: [], build: sharesOf }],
  ['glossary', { container: true, attributes: [], required: [], build: glossaryOf }],
  ['page', { container: false, attributes: [], required: [], build: startOf(false) }],
  ['annex', { container: false, attributes: [], required: [], build: startOf(true) }],
  ['contents', { container: false, attributes: ['depth'], required: [], build: contentsOf }],
  ['sources', { container: false, attributes: LIST_SETTINGS, required: [], build: filledLater({ sources: true }) }],
  ['proofs', { container: false, attributes: LIST_SETTINGS, required: [], build: filledLater({ proofs: true }) }],
  ['notes', { container: false, attributes: LIST_SETTINGS, required: [], build: filledLater({ notes: true }) }],
  // what a line has that draws a chart by itself is checked where it is drawn
  ['chart', { container: false, attributes: ['name', 'kind'], required: ['name'], build: chartOf }],
]);

/** Replaces block directives with their nodes, innermost first. */
export function directivesTransform(parent: Parent, context: Context): void {
  const drafts: Draft[] = parent.children.flatMap((child) => replaced(child, parent, context));
  parent.children = drafts as Parent['children'];
}

function replaced(child: Nodes, parent: Parent, context: Context): Draft[] {
  if (child.type === 'paragraph') reportStrayColons(child, context);
  if ('children' in child) directivesTransform(child, context);
  if (!isDirective(child)) return [child];
  const draft = draftOf(child, parent, context);
  if (Array.isArray(draft)) return draft;
  if (!draft) return isExhibit(parent) ? [child] : [];
  if (draft.type !== 'chart' || isExhibit(parent)) return [draft];
  const hint = 'put it inside :::exhibit{#id}, after its title';
  reportAt(context, child, 'document/block-content', 'a chart is outside an exhibit', hint);
  return [];
}

function isExhibit(parent: Parent): boolean {
  return 'name' in parent && parent.name === 'exhibit';
}

/** Reports a line of colons that the parser left as text: an extra closing fence, or a wrongly written directive. */
function reportStrayColons(paragraph: Nodes, context: Context): void {
  const match = /^:{2,}\s*([\w-]*)/.exec(sourceOfNode(context, paragraph));
  if (!match) return;
  const place = placeOfNode(context, paragraph);
  const [message, hint] = match[1]
    ? [`"${match[0]}" starts no directive`, 'write :::name{#id} without spaces, alone on its line']
    : ['these colons close nothing', 'a block around others needs more colons than they have'];
  context.diagnostics.error('document/bad-directive', message, place, hint);
}

function draftOf(node: Directive, parent: Parent, context: Context): Draft | Draft[] | undefined {
  const place = placeOfNode(context, node);
  const syntax = BLOCKS.get(node.name);
  if (!syntax) {
    const hint = didYouMean(node.name, BLOCKS.keys());
    context.diagnostics.error('document/unknown-directive', `there is no directive ${node.name}`, place, hint);
    return undefined;
  }
  const isLine = node.name === 'chart' && isChartLine(Object.keys(node.attributes ?? {}));
  const problem = isLine ? undefined : (problemOf(node, syntax) ?? repeatedAttribute(node, context));
  if (problem) {
    context.diagnostics.error('document/bad-directive', `${node.name} ${problem.message}`, place, problem.hint);
  }
  const id = node.attributes?.['id'];
  const registered = id === undefined || id === null ? undefined : registerId(id, place, context);
  if (isLine) return chartNamed(idOf(parent), node, context);
  return syntax.build({ node, id: registered ?? '', children: node.children }, context);
}

/** The values of attributes that have one of a few. */
const WORDS_OF: Readonly<Record<string, readonly string[]>> = {
  kind: MARGIN_KINDS,
  width: EXHIBIT_WIDTHS,
  depth: CONTENTS_DEPTHS,
};

function isWordOf(name: string, word: string): boolean {
  return isSetting(name) && SETTING_WORDS[name].some((known: string) => known === word);
}

function isSetting(name: string): name is SettingName {
  return name in SETTING_WORDS;
}

/** The settings of a block; those with an unknown word are reported. */
function settingsOf(node: Directive, context: Context): { settings?: Settings } {
  const settings: Partial<Record<SettingName, string>> = {};
  for (const [name, given] of Object.entries(node.attributes ?? {})) {
    // An exhibit has widths of its own.
    if (!isSetting(name) || !BLOCKS.get(node.name)?.attributes.includes(name)) continue;
    if (name === 'width' && node.name === 'exhibit') continue;
    const problem = settingProblem(name, given ?? '');
    if (problem) reportAt(context, node, 'document/bad-directive', `${node.name} ${problem.message}`, problem.hint);
    else settings[name] = given ?? '';
  }
  return Object.keys(settings).length > 0 ? { settings } : {};
}

/** The one list or table that a block holds, with the settings of the block. */
function onlyOf(type: 'list' | 'table'): Syntax['build'] {
  return ({ node, children }, context) => {
    const [only, ...others] = children;
    if (only?.type === type && others.length === 0)
      return { ...only, data: { ...only.data, ...settingsOf(node, context) } };
    const hint = `write one ${type} in it, and everything else before or after the block`;
    return reportAt(context, node, 'document/block-content', `this block is not one ${type}`, hint);
  };
}

function problemOf(
  node: Directive,
  { container, attributes, required }: Syntax,
): { message: string; hint: string } | undefined {
  const given = Object.keys(node.attributes ?? {});
  const form = `${container ? ':::' : '::'}${node.name}`;
  const unknown = given.find((name) => !attributes.includes(name));
  const missing = required.find((name) => !node.attributes?.[name]);
  if (unknown !== undefined) {
    const wanted =
      attributes.find((name) => WORDS_OF[name]?.includes(unknown) || isWordOf(name, unknown)) ?? attributes[0];
    // a value without the name of its attribute
    const isValue =
      node.attributes?.[unknown] === '' &&
      ((WORDS_OF[wanted ?? '']?.includes(unknown) ?? !isSetting(wanted ?? '')) || isWordOf(wanted ?? '', unknown));
    const value = isValue ? unknown : undefined;
    const known = wanted === undefined ? `write ${form}` : `write ${form}${exampleOf(wanted, value)}`;
    return {
      message: `has no attribute ${unknown}`,
      hint:
        isValue && nearestWord(unknown, attributes) === undefined
          ? known
          : (didYouMean(unknown, attributes.length > 1 ? attributes : []) ?? known),
    };
  }
  if (missing !== undefined) return { message: `has no ${missing}`, hint: `write ${form}${exampleOf(missing)}` };
  if (hasLabel(node))
    return { message: 'takes no label in brackets', hint: 'write the title as the first paragraph in it' };
  return undefined;
}

/** An attribute that is written twice, of which the parser keeps the last. */
function repeatedAttribute(node: Directive, context: Context): { message: string; hint: string } | undefined {
  const [, written = ''] = /^:+[\w-]+\{([^\n]*)\}/.exec(sourceOfNode(context, node)) ?? [];
  const bare = written.replaceAll(/"[^"]*"|'[^']*'/g, '');
  const names = Array.from(bare.matchAll(/#|(?<=^|\s)[\w-]+/g), ([name]) => (name === '#' ? 'id' : name));
  const twice = names.find((name, index) => names.indexOf(name) < index);
  return twice === undefined ? undefined : { message: `is given ${twice} twice`, hint: 'leave one of the two out' };
}

function exampleOf(attribute: string, value?: string): string {
  return attribute === 'id' ? `{#${value ?? 'id'}}` : `{${attribute}="${value ?? '…'}"}`;
}

function hasLabel(node: Directive): boolean {
  if (node.type !== 'containerDirective') return node.children.length > 0;
  const [first] = node.children;
  return first?.type === 'paragraph' && first.data !== undefined && 'directiveLabel' in first.data;
}

/** The line above the title: one paragraph. */
function kickerOf({ node, children }: Block, context: Context): Draft | undefined {
  const [line, ...more] = children;
  if (line?.type === 'paragraph' && more.length === 0) return { ...line, data: { ...line.data, kicker: true } };
  const hint = 'write one line in it: what kind of publication this is';
  return reportAt(context, node, 'document/block-content', 'this kicker is not one paragraph', hint);
}

function contentsOf({ node }: Block, context: Context): Draft {
  return { type: 'contents', depth: wordOf(node, 'depth', CONTENTS_DEPTHS, context), entries: [] };
}

function noteOf({ node, id, children }: Block, context: Context): Draft {
  if (children.length === 0) {
    const hint = 'write its text in it; where there may be none, set the whole block between {{#if …}} and {{/if}}';
    reportAt(context, node, 'document/block-content', `this ${node.name} has no text`, hint);
  }
  const { position } = node;
  return { type: 'note', id: id === '' ? undefined : id, children: children as DocumentContent[], position } as Draft;
}

function noticeOf(block: Block, context: Context): Draft {
  const { children, node } = block;
  if (children.length > 0 && (children[0]?.type !== 'paragraph' || children.length < 2)) {
    const hint = 'write its title as the first paragraph, then what a reader must know';
    reportAt(context, node, 'document/block-content', 'this notice has no title or no text', hint);
  }
  return { ...noteOf(block, context), isNotice: true } as Draft;
}

/** A definition list whose terms are linked where they are first used. */
function glossaryOf({ node, children }: Block, context: Context): Draft | undefined {
  const [list, ...others] = children as DocumentContent[];
  if (list?.type === 'definitionList' && others.length === 0) return { ...list, isGlossary: true };
  const hint = 'write each term in a line, and below it a colon and its definition';
  return reportAt(context, node, 'document/block-content', 'this glossary is not a list of definitions', hint);
}

function startOf(isAnnex: boolean): Syntax['build'] {
  return ({ node: { position } }) => ({ type: 'pageStart', isAnnex, position });
}

function marginOf({ node, children }: Block, context: Context): Draft {
  const kind = wordOf(node, 'kind', MARGIN_KINDS, context);
  // one with another attribute was reported: that may be a mistyped kind
  if (children.length === 0 && !kind && Object.keys(node.attributes ?? {}).length === 0) {
    const hint = 'write its text in it, or let {kind="corrected"} make one from the data';
    reportAt(context, node, 'document/block-content', 'this note in the margin has no text', hint);
  }
  return { type: 'margin', kind, children: children as DocumentContent[], position: node.position } as Draft;
}

function sizedExhibitOf(block: Block, context: Context): Draft | undefined {
  const exhibit = exhibitOf(block, context);
  const width = wordOf(block.node, 'width', EXHIBIT_WIDTHS, context);
  const data = settingsOf(block.node, context);
  const unfit = Object.keys(data.settings ?? {}).find((name) => !CHART_SETTINGS.some((known) => known === name));
  if (exhibit?.body.type === 'chart' && unfit !== undefined) {
    const message = `exhibit has ${unfit}, which is for tables, and holds a chart`;
    reportAt(context, block.node, 'document/bad-directive', message, `remove ${unfit}`);
  }
  return exhibit && { ...exhibit, width, data, position: block.node.position };
}

/** The word that an attribute has, one of some; another one is reported. */
function wordOf<const W extends string>(
  node: Directive,
  attribute: string,
  known: readonly W[],
  context: Context,
): W | undefined {
  const given = node.attributes?.[attribute];
  const found = known.find((word) => word === given);
  if (given === undefined || given === null || found) return found;
  const hint = didYouMean(given, known) ?? `write one of ${known.join(', ')}`;
  return reportAt(context, node, 'document/bad-directive', `${node.name} has no ${attribute} ${given || '""'}`, hint);
}

function columnsOf({ node, children }: Block, context: Context): Draft {
  const columns = children as DocumentContent[];
  const widths = columns.flatMap((child) => (child.type === 'exhibit' ? [child.width] : []));
  const between = GRID_GUTTER * (widths.length - 1);
  const together = widths.reduce((sum, width = 'half') => sum + GRID_WIDTHS[width], between);
  if (widths.length === columns.length && widths.some(Boolean) && together > GRID_WIDTHS.full) {
    const message = `these exhibits are ${together} mm wide together, and a page has ${GRID_WIDTHS.full}`;
    const hint = 'choose widths that fit side by side, such as half and half, text and note, or four quarters';
    reportAt(context, node, 'document/bad-directive', message, hint);
  }
  const data = settingsOf(node, context);
  if (data.settings?.columns !== undefined && columns.some(({ type }) => type === 'exhibit')) {
    const hint = 'remove columns, and give the exhibits widths that fit side by side';
    reportAt(context, node, 'document/bad-directive', 'columns has columns, and holds exhibits', hint);
  }
  return { type: 'columns', data, children: columns };
}

/** A list that a later transform fills. */
function filledLater(data: List['data']): Syntax['build'] {
  return ({ node }, context) => ({
    type: 'list',
    ordered: false,
    spread: false,
    data: { ...data, ...settingsOf(node, context) },
    children: [],
    position: node.position,
  });
}

function chartOf({ node }: Block, context: Context): Draft | undefined {
  return chartNamed(node.attributes?.['name'] ?? '', node, context);
}

/** The id of a block; a line that draws a chart has the name of its exhibit. */
function idOf(parent: Parent): string {
  return 'attributes' in parent ? ((parent as Directive).attributes?.['id'] ?? '') : '';
}

function chartNamed(name: string, node: Directive, context: Context): Draft | undefined {
  context.shown.add(name);
  const rendered = context.charts.get(name);
  if (rendered) {
    const { title, description, values } = rendered;
    const { stop } = words(context.options.locale);
    const alt = [title, description].filter(Boolean).join(stop);
    return { type: 'chart', name, alt, values, rendered, position: node.position };
  }
  if (name !== '' && !context.options.brokenCharts?.has(name)) {
    const hint = didYouMean(name, context.charts.keys()) ?? 'name a file in charts/, without its ending .vl.json';
    reportAt(context, node, 'chart/unknown', `there is no chart ${name}`, hint);
  }
  return undefined;
}
