import type { Root, Table, TableRow } from 'mdast';
import type { Place } from '../../core/diagnostics/source-file.ts';
import { type Indicator, type Observation, quantityOf, type Source } from '../../dataset/model.ts';
import { dayLater, type Period } from '../../dataset/period.ts';
import { sameDimension } from '../../dataset/unit.ts';
import type { Subject } from '../../figure/said.ts';
import { statementsOf } from '../../figure/value.ts';
import { textIn } from '../../dataset/localised.ts';
import { words } from '../../language/locales.ts';
import type { Context } from '../document-context.ts';
import type { Box, Exhibit } from '../exhibit-nodes.ts';
import type { ValueNode } from '../inline-nodes.ts';
import type { DocumentContent } from '../nodes.ts';
import { childrenOf, type DocumentNode, nodesOf, visitDocument } from '../tree-walk.ts';
import { periodsOf } from './head-periods.ts';

/**
 * Compares words that helpers took from the data (labels, sources, periods) with the figures that they are said of: those that
 * follow them with nothing between but words which say so, a colon, or the item, row or exhibit that both stand in. Both sides
 * are known, so that one which is of something else is certain.
 */
export function ownWordsTransform(root: Root, context: Context): void {
  if (nodesOf(root, 'text').some(({ data }) => data?.said)) {
    const told = new Set<string>();
    const report: Report = (rule, message, place, hint) => {
      // a loop says it of each item
      const key = `${rule} ${place?.file.path}:${place?.line}:${place?.column}`;
      if (told.has(key)) return;
      told.add(key);
      context.diagnostics.error(rule, message, place, hint);
    };
    const reader: Reader = { ...patternsOf(context.options.locale), context, report };
    for (const child of childrenOf(root)) compareIn(child, reader);
  }
  visitDocument(root, (node) => {
    if (node.type === 'text') delete node.data?.said;
  });
}

type Rule = 'document/label' | 'document/period';
type Report = (rule: Rule, message: string, place: Place | undefined, hint: string) => void;

interface Reader extends Patterns {
  readonly context: Context;
  readonly report: Report;
}

type SaidPart<K extends Subject['kind'] = Subject['kind']> = {
  readonly kind: 'said';
  readonly text: string;
  readonly of: Extract<Subject, { kind: K }>;
  readonly place: Place | undefined;
};
type Label = SaidPart<'label'>;

/** A part of a line: words, words from the data, or a figure. */
type Part =
  { readonly kind: 'words'; readonly text: string } | SaidPart | { readonly kind: 'figure'; readonly node: ValueNode };

const SEPARATOR: Part = { kind: 'words', text: ': ' };
const SPACE: Part = { kind: 'words', text: ' ' };

function partsOf(nodes: readonly DocumentNode[]): Part[] {
  return nodes.flatMap((node): Part[] => {
    if (node.type === 'value') return [{ kind: 'figure', node }];
    if (node.type === 'text') {
      const { said } = node.data ?? {};
      return [said ? { kind: 'said', text: node.value, ...said } : { kind: 'words', text: node.value }];
    }
    if (node.type === 'inlineCode') return [{ kind: 'words', text: node.value }];
    if (node.type === 'break') return [SPACE];
    return node.type === 'citation' ? [] : partsOf(childrenOf(node));
  });
}

const LINES: ReadonlySet<string> = new Set(['paragraph', 'heading', 'tableCell', 'definitionTerm']);

function compareIn(node: DocumentNode, reader: Reader): void {
  if (node.type === 'exhibit') compareExhibit(node, reader);
  if (node.type === 'box') {
    compareBox(node, reader);
    return;
  }
  if (node.type === 'table') compareTable(node, reader);
  if (node.type === 'definitionList') compareDefinitions(node.children, reader);
  if (LINES.has(node.type)) compareLine(partsOf(childrenOf(node)), reader);
  else for (const child of childrenOf(node)) compareIn(child, reader);
}

function compareBox({ items }: Box, reader: Reader): void {
  for (const { label, figure, notes } of items) {
    const own = partsOf(label);
    compareLine([...own, SEPARATOR, ...partsOf(figure)], reader);
    for (const note of notes) compareLine([...own, SPACE, ...partsOf(note)], reader);
  }
}

function compareDefinitions(children: readonly DocumentContent[], reader: Reader): void {
  let term: Part[] = [];
  for (const child of children) {
    if (child.type === 'definitionTerm') term = partsOf(childrenOf(child));
    else compareLine([...term, SEPARATOR, ...partsOf(childrenOf(child))], reader);
  }
}

/** Figures below a title or subtitle that names none of them. */
function compareExhibit({ title, subtitle, body, notes }: Exhibit, reader: Reader): void {
  const values = body.type === 'table' ? nodesOf(body, 'value').map(({ value }) => value) : body.values;
  const shown = values.map((value) => ({ value }));
  if (shown.length === 0) return;
  const captions = saidIn([...partsOf(title), ...partsOf(subtitle)]);
  const labels = captions.filter(isLabel);
  const label = labels.at(-1);
  if (label && !shown.some((one) => labels.some((other) => isOf(other, one, reader)))) {
    if (shown.some((one) => isAlike(label, one)))
      reportLabel(label, 'the figures of the exhibit', subjectOf(shown[0]), reader);
  }
  const periods = captions.filter((one) => isKind(one, 'period'));
  const period = periods.at(-1);
  const isOther = (one: Shown): boolean =>
    periods.every(
      ({ of }) => isApart(of.period, one) && !periodsOf(one.value).releases.some(({ text }) => text === of.period.text),
    );
  if (period && shown.every(isOther)) reportPeriod(period, 'the figures of the exhibit are', shown[0], reader);
  for (const note of notes) {
    const parts = partsOf(note);
    for (const [at, part] of parts.entries()) {
      if (!isKind(part, 'source') || !reader.sources.test(textBefore(parts, at))) continue;
      if (
        !saidIn(parts).some(
          (one) => isKind(one, 'source') && shown.some((other) => isFrom(one.of.source, other, reader)),
        )
      )
        reportSource(part, 'the figures of the exhibit', shown[0], reader);
    }
  }
}

/** A row, all of whose figures are of something else than its label and the heads of their columns say. */
function compareTable({ children: [head, ...rows] }: Table, reader: Reader): void {
  const heads = (head?.children ?? []).map((cell) => saidIn(partsOf(childrenOf(cell))).filter(isLabel));
  for (const row of rows) {
    const label = rowLabel(row);
    const figures = row.children.flatMap((cell, column) =>
      nodesOf(cell, 'value').map((node) => ({ node, labels: [...(label ? [label] : []), ...(heads[column] ?? [])] })),
    );
    const wrong = figures.find(({ node, labels }) => labels.some((one) => isAlike(one, node)));
    const isOther = figures.every(
      ({ node, labels }) =>
        labels.length > 0 &&
        !labels.some((one) => isOf(one, node, reader) || (heads.flat().length === 0 && shareMember(one, node))),
    );
    const [first] = wrong?.labels ?? [];
    if (wrong && first && isOther) reportLabel(first, `the figure ${wrong.node.text}`, subjectOf(wrong.node), reader);
  }
}

/** The label of a row: alone in a cell without figures. */
function rowLabel(row: TableRow): Label | undefined {
  for (const cell of row.children) {
    const parts = partsOf(childrenOf(cell)).filter((part) => part.kind !== 'words' || part.text.trim() !== '');
    const [only, ...others] = parts;
    if (only?.kind === 'said' && others.length === 0) return isLabel(only) ? only : undefined;
  }
  return undefined;
}

function saidIn(parts: readonly Part[]): SaidPart[] {
  return parts.filter((part) => part.kind === 'said');
}

function isKind<K extends Subject['kind']>(part: Part, kind: K): part is SaidPart<K> {
  return part.kind === 'said' && part.of.kind === kind;
}

function isLabel(part: Part): part is Label {
  return isKind(part, 'label');
}

/** The words right before a part of a line. */
function textBefore(parts: readonly Part[], at: number): string {
  const before = parts[at - 1];
  return before?.kind === 'words' ? before.text : '';
}

/** In place of what is printed between words. */
const PRINT = '\uFFFB';

const SENTENCE_END = /[.!?;](?=\s|$)|[。！？；]/u;

function compareLine(parts: readonly Part[], reader: Reader): void {
  for (const sentence of sentencesOf(parts)) {
    compareLabels(sentence, reader);
    compareSources(sentence, reader);
    comparePeriods(sentence, reader);
  }
}

/** The parts of a line by sentences; words are cut where one ends. */
function sentencesOf(parts: readonly Part[]): Part[][] {
  const sentences: Part[][] = [[]];
  for (const part of parts) {
    const [first = '', ...others] = part.kind === 'words' ? part.text.split(SENTENCE_END) : [];
    if (part.kind !== 'words') sentences.at(-1)?.push(part);
    else if (first !== '') sentences.at(-1)?.push({ kind: 'words', text: first });
    for (const other of others) sentences.push(other === '' ? [] : [{ kind: 'words', text: other }]);
  }
  return sentences;
}

/** Labels before a figure, or right behind it, of which none is its own. */
function compareLabels(sentence: readonly Part[], reader: Reader): void {
  let labels: Label[] = [];
  let gap = '';
  let last: ValueNode | undefined;
  for (const [at, part] of sentence.entries()) {
    if (part.kind === 'words') gap += part.text;
    else if (isLabel(part)) {
      const isFollowed = isTied(sentence, at, reader);
      if (last && labels.length === 0 && !isFollowed && reader.behind.test(gap) && !isShare(last)) {
        reportUnless(part, [part], last, sentence, reader);
      }
      labels.push(part);
      gap = '';
    } else if (part.kind === 'said') gap += PRINT;
    else {
      const label = labels.at(-1);
      if (label && reader.tie.test(gap)) reportUnless(label, labels, part.node, sentence, reader);
      labels = [];
      gap = '';
      last = part.node;
    }
  }
}

/** Whether a label leads to a figure behind it. */
function isTied(sentence: readonly Part[], at: number, { tie }: Reader): boolean {
  let gap = '';
  for (const part of sentence.slice(at + 1)) {
    if (part.kind === 'figure') return tie.test(gap);
    if (isLabel(part)) return true;
    gap += part.kind === 'words' ? part.text : PRINT;
  }
  return false;
}

function isShare({ value }: ValueNode): boolean {
  return value.unit.code === '%' || value.unit.code === 'pp';
}

function reportUnless(
  label: Label,
  labels: readonly Label[],
  figure: ValueNode,
  sentence: readonly Part[],
  reader: Reader,
): void {
  if (labels.some((one) => isOf(one, figure, reader) || !isAlike(one, figure))) return;
  if (isNamed(label, figure, sentence, reader)) return;
  reportLabel(label, `the figure ${figure.text}`, subjectOf(figure), reader);
}

type Shown = Pick<ValueNode, 'value'>;

/** The indicators that a figure says something of. */
function indicatorsOf({ value }: Shown, { context }: Pick<Reader, 'context'>): readonly Indicator[] {
  const all = context.options.dataset?.indicators;
  return statementsOf(value).flatMap(({ indicator, counterpart }) => {
    const other = counterpart === undefined ? undefined : all?.get(counterpart);
    return other ? [indicator, other] : [indicator];
  });
}

/** Whether a label may be said of a figure: it is that of its indicator, of a variant of it, or of a whole that it is a part of. */
function isOf({ of: { indicator: named } }: Label, shown: Shown, reader: Reader): boolean {
  const own = indicatorsOf(shown, reader);
  const { locale } = reader.context.options;
  const said = textIn(named.label, locale).toLowerCase();
  return (
    own.length === 0 ||
    own.some((one) => {
      const isPart = one.id.startsWith(`${named.id}.`);
      const isVariant = one.variantOf === named.id || named.variantOf === one.id;
      return one.id === named.id || isPart || isVariant || textIn(one.label, locale).toLowerCase().includes(said);
    })
  );
}

/** Whether a figure could be read as one of a label: it measures the same. */
function isAlike({ of: { indicator: named } }: Label, { value }: Shown): boolean {
  return statementsOf(value).some(({ indicator }) => sameDimension(indicator.unit, named.unit));
}

/** Whether a label is of the same member of a dimension: copper names a row of its output and its exports. */
function shareMember({ of: { indicator: named } }: Label, { value }: Shown): boolean {
  return statementsOf(value).some(({ indicator }) =>
    [...named.dimensions].some(([dimension, member]) => indicator.dimensions.get(dimension) === member),
  );
}

/** Whether words of the sentence name what the figure is of. */
function isNamed({ of }: Label, figure: ValueNode, sentence: readonly Part[], reader: Reader): boolean {
  const { locale } = reader.context.options;
  const typed = sentence
    .map((part) => (part.kind === 'words' ? part.text : PRINT))
    .join('')
    .toLowerCase();
  const known = new Set(namesIn(textIn(of.indicator.label, locale)));
  return indicatorsOf(figure, reader).some(({ label }) =>
    namesIn(textIn(label, locale)).some((name) => !known.has(name) && typed.includes(name)),
  );
}

/** The words of a label that name something, without endings; of Chinese ones, each pair of characters. */
function namesIn(label: string): string[] {
  const found = label.toLowerCase().match(/(?:(?!\p{Script=Han})\p{L}){3,}|\p{Script=Han}+/gu) ?? [];
  return found.flatMap((word) => {
    if (!/\p{Script=Han}/u.test(word)) return [word.slice(0, 5)];
    return word.length < 2 ? [word] : Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
  });
}

/** The first source named with `according to`, and the first figure behind or right before it. */
function compareSources(sentence: readonly Part[], reader: Reader): void {
  const sources = sentence.filter((part) => isKind(part, 'source'));
  const [only] = sources;
  if (!only || sources.length > 1) return;
  const at = sentence.indexOf(only);
  const after = sentence[at + 1];
  const isSaying = after?.kind === 'words' && reader.says.test(after.text);
  if (!isSaying && !reader.attribution.test(textBefore(sentence, at))) return;
  const figures = sentence.filter((part) => part.kind === 'figure');
  const behind = figures.find((part) => sentence.indexOf(part) > at);
  const figure = behind ?? figures.at(-1);
  if (!figure || figures.some(({ node }) => isFrom(only.of.source, node, reader))) return;
  reportSource(only, `the figure ${figure.node.text}`, figure.node, reader);
}

/** Whether a source states a figure, or one that it is worked out from. */
function isFrom(source: Source, { value }: Shown, { context }: Reader): boolean {
  const { locale, dataset } = context.options;
  const publisher = textIn(source.publisher, locale);
  const stated = statementsOf(value);
  const isOne = ({ id, group, publisher: other }: Source): boolean =>
    id === source.id || group === source.group || textIn(other, locale) === publisher;
  const restates = (one: Observation): boolean =>
    [...(dataset?.releases.values() ?? [])].some(
      ({ source: other, observations }) =>
        isOne(other) &&
        observations.some(
          (found) => found.address === one.address && quantityOf(found)?.text === quantityOf(one)?.text,
        ),
    );
  return stated.length === 0 || stated.some((one) => isOne(one.release.source) || restates(one));
}

/** A period in brackets behind a figure, or one at the start of a clause that leads to it. */
function comparePeriods(sentence: readonly Part[], reader: Reader): void {
  for (const [at, part] of sentence.entries()) {
    if (!isKind(part, 'period')) continue;
    const before = sentence[at - 2];
    if (
      before?.kind === 'figure' &&
      /^\s*[(（]\s*(?:in\s+|im\s+)?$/iu.test(textBefore(sentence, at)) &&
      closes(sentence[at + 1])
    ) {
      if (isApart(part.of.period, before.node))
        reportPeriod(part, `the figure ${before.node.text} is`, before.node, reader);
      continue;
    }
    const figure = ledTo(sentence, at, reader);
    if (figure && isApart(part.of.period, figure)) reportPeriod(part, `the figure ${figure.text} is`, figure, reader);
  }
}

function closes(part: Part | undefined): boolean {
  return part?.kind === 'words' && /^\s*[)）]/u.test(part.text);
}

/** The figure that a period leads to: the first of its sentence, which names no other time, behind a word that says so. */
function ledTo(sentence: readonly Part[], at: number, { lead, leads, otherTime }: Reader): ValueNode | undefined {
  const periods = sentence.filter((part) => isKind(part, 'period'));
  const text = sentence.map((part) => (part.kind === 'words' ? part.text : PRINT)).join('');
  if (periods.length > 1 || otherTime.test(text) || !lead.test(textBefore(sentence, at))) return undefined;
  let gap = '';
  for (const part of sentence.slice(at + 1)) {
    if (part.kind === 'figure') return leads.test(gap) ? part.node : undefined;
    gap += part.kind === 'words' ? part.text : PRINT;
  }
  return undefined;
}

/** Whether a figure is of no time that touches a period: not its own, and not one with which it is compared. */
function isApart(period: Period, { value }: Shown): boolean {
  const { own, others } = periodsOf(value);
  // a stock on the first day of a year is one at the end of the year before
  const touches = ({ kind, start, end }: Period): boolean =>
    period.start <= end && start <= (kind === 'day' ? (dayLater(period.end, 1) ?? period.end) : period.end);
  return own.length > 0 && ![...own, ...others].some(touches);
}

function subjectOf(shown: Shown | undefined): string {
  const ids = shown ? statementsOf(shown.value).map(({ indicator }) => indicator.id) : [];
  return [...new Set(ids)].join(', ');
}

function reportLabel({ text, of, place }: Label, what: string, own: string, { report }: Reader): void {
  const verb = what.startsWith('the figures') ? 'are' : 'is';
  const message = `"${text}" is the label of ${of.indicator.id}, and ${what} ${verb} of ${own}`;
  report(
    'document/label',
    message,
    place,
    'print the label and the figure of one indicator; in a loop {{label}} and {{value}}',
  );
}

function reportSource(
  { text, of, place }: SaidPart<'source'>,
  what: string,
  shown: Shown | undefined,
  { report }: Reader,
): void {
  const own = [...new Set(shown ? statementsOf(shown.value).map(({ release }) => release.source.id) : [])].join(', ');
  const verb = what.startsWith('the figures') ? 'are' : 'is';
  const message = `"${text}" is the source ${of.source.id}, and ${what} ${verb} from ${own}`;
  const hint =
    'print the source of the figure: {{source "…"}} with its address; (at "…" source="…") is what another one states';
  report('document/label', message, place, hint);
}

function reportPeriod(
  { text, place }: SaidPart<'period'>,
  what: string,
  shown: Shown | undefined,
  { context, report }: Reader,
): void {
  const own = shown ? periodsOf(shown.value).own : [];
  const named = own.map((period) => words(context.options.locale).period(period)).join(', ');
  const message = `the text says ${text}, and ${what} of ${named}`;
  report('document/period', message, place, 'print the period of the figure: {{period "…"}} with its address');
}

interface Patterns {
  /** All that may stand between a label and the figure which it is said of. */
  readonly tie: RegExp;
  /** Between a figure and the label of what it is of: `of the`. */
  readonly behind: RegExp;
  /** Before a source that a sentence is said by. */
  readonly attribution: RegExp;
  /** Behind a source that says it. */
  readonly says: RegExp;
  /** Before a source below an exhibit. */
  readonly sources: RegExp;
  /** Before a period in which something is said to be. */
  readonly lead: RegExp;
  /** The end of what leads from a period to a figure. */
  readonly leads: RegExp;
  /** Words that name another time, or compare. */
  readonly otherTime: RegExp;
}

const known = new Map<string, Patterns>();

function patternsOf(locale: string): Patterns {
  const found = known.get(locale) ?? makePatterns(locale);
  known.set(locale, found);
  return found;
}

function makePatterns(locale: string): Patterns {
  const { ways, moveLinks, levelLinks, amountLink, since, said, comparatives } = words(locale).reading;
  const isHan = locale.startsWith('zh');
  const [start, end] = isHan ? ['', ''] : ['(?<!\\p{L})', '(?!\\p{L})'];
  const link = `${said.is}|${ways.up}|${ways.down}|${ways.flat}|${moveLinks}|${levelLinks}|${amountLink}|${since.year}|${since.part}`;
  const marks = `[\\s:：–—=(（${PRINT}]`;
  const compared = `${start}(?:${comparatives.up}|${comparatives.down})${end}`;
  return {
    // a comma alone parts a list, and ends what leads to another word
    tie: new RegExp(`^(?!\\s*[,，]\\s*$)(?!.*${compared})(?:${marks}|[,，]|[)）]|${start}(?:${link})${end})*$`, 'iu'),
    behind: new RegExp(`^\\s*(?:${said.behind})?\\s*$`, 'iu'),
    attribution: new RegExp(`${start}(?:${said.by})\\s*$`, 'iu'),
    says: new RegExp(`^\\s*(?:${said.says})${end}`, 'iu'),
    sources: new RegExp(`^\\s*(?:${said.sources})\\s*[:：]?\\s*$`, 'iu'),
    lead: new RegExp(`(?:^|${isHan ? '[，、]' : '[\\s,]'})(?:${said.in})\\s*$`, 'iu'),
    leads: new RegExp(`(?:${start}(?:${said.leads})|[:：])\\s*$`, 'u'),
    otherTime: new RegExp(
      `(?:19|20)\\d\\d|${start}(?:${since.from}|${since.year}|${since.part}|${said.otherTime})${end}`,
      'iu',
    ),
  };
}
