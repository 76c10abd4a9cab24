import { comparedIndicator } from '../../dataset/address.ts';
import type { Root, Table, TableRow } from 'mdast';
import type { Place } from '../../core/diagnostics/source-file.ts';
import { type Indicator, type Observation, quantityOf, type Source } from '../../dataset/model.ts';
import { dayLater, isFilledBy, type Period, periodYearEarlier } from '../../dataset/period.ts';
import { sameDimension } from '../../dataset/unit.ts';
import type { Subject } from '../../figure/said.ts';
import { observationOf, statementsOf } from '../../figure/value.ts';
import { textIn } from '../../dataset/localised.ts';
import { Caseless } from '../../language/caseless.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import type { Context } from '../document-context.ts';
import type { Box, Exhibit } from '../exhibit-nodes.ts';
import type { ValueNode } from '../inline-nodes.ts';
import type { DocumentContent } from '../nodes.ts';
import { childrenOf, type DocumentNode, nodesOf, visitDocument } from '../tree-walk.ts';
import { periodsOf } from './head-periods.ts';

/**
 * Compares words that helpers took from the data (labels, sources, periods) with the figures that they are about: those that
 * follow them with nothing between but words which say so, a colon, or the item, row or exhibit that both stand in. Both sides
 * are known, so that one which is of something else is certain.
 */
export function ownWordsTransform(root: Root, context: Context): void {
  if (nodesOf(root, 'value').length > 0 || nodesOf(root, 'text').some(({ data }) => data?.said)) {
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

/** A figure in a line, or words that rank it or say which way it went. */
type Figure = Pick<ValueNode, 'value' | 'text'> & { readonly isWords?: boolean };

/** A part of a line: words, words from the data, or a figure. */
type Part =
  { readonly kind: 'words'; readonly text: string } | SaidPart | { readonly kind: 'figure'; readonly node: Figure };

const SEPARATOR: Part = { kind: 'words', text: ': ' };
const SPACE: Part = { kind: 'words', text: ' ' };

function partsOf(nodes: readonly DocumentNode[]): Part[] {
  return nodes.flatMap((node): Part[] => {
    if (node.type === 'value') return [{ kind: 'figure', node }];
    if (node.type === 'text') {
      const { said } = node.data ?? {};
      if (said?.of.kind === 'figure')
        return [{ kind: 'figure', node: { value: said.of.value, text: node.value, isWords: true } }];
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
  const texts = [...partsOf(title), SEPARATOR, ...partsOf(subtitle)];
  const captions = saidIn(texts);
  const labels = captions.filter(isLabel);
  const label = labels.at(-1);
  if (label && !shown.some((one) => labels.some((other) => isOf(other, one, reader)))) {
    if (shown.some((one) => isAlike(label, one)))
      reportLabel(label, 'the figures of the exhibit', subjectOf(shown[0]), reader);
  }
  const periods = captions.filter((one) => isKind(one, 'period'));
  const period = periods.at(-1);
  // words such as `release` may name that of the release
  const mayBeRelease = reader.elsewhere.test(textOf(texts));
  const isOther = (one: Shown): boolean =>
    periods.every(({ of }) => {
      const isRelease = periodsOf(one.value).releases.some(({ text }) => text === of.period.text);
      return isApart(of.period, one) && !(mayBeRelease && isRelease);
    });
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
    else if (label) compareRow(label, row, head, reader);
  }
}

/** Figures of a row that are of something else than its label, and that the heads of their columns do not name. */
function compareRow(label: Label, row: TableRow, head: TableRow | undefined, reader: Reader): void {
  for (const [column, cell] of row.children.entries()) {
    const above = partsOf(head?.children[column]?.children ?? []);
    const isTyped = /\p{L}/u.test(textOf(above.filter(({ kind }) => kind === 'words')));
    const other = nodesOf(cell, 'value').find(
      (node) =>
        observationOf(node.value) !== undefined &&
        isAlike(label, node) &&
        ![label, ...saidIn(above).filter(isLabel)].some((one) => isOf(one, node, reader)) &&
        !isNamed(label, node, above, reader) &&
        !(isTyped && shareMember(label, node)),
    );
    if (other) return reportLabel(label, `the figure ${other.text}`, subjectOf(other), reader);
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

/** All words before a part of a line, up to the next that is none. */
function wordsBefore(parts: readonly Part[], at: number): string {
  const before = parts.slice(0, at);
  return textOf(before.slice(before.findLastIndex(({ kind }) => kind !== 'words') + 1));
}

/** In place of what is printed between words. */
const PRINT = '\uFFFB';

const SENTENCE_END = /[.!?;](?=\s|$)|[。！？；]/u;

function compareLine(parts: readonly Part[], reader: Reader): void {
  for (const sentence of sentencesOf(parts)) {
    compareLabels(sentence, reader);
    compareLists(sentence, reader);
    compareSources(sentence, reader);
    comparePeriods(sentence, reader);
    compareBases(sentence, reader);
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
  let last: Figure | undefined;
  for (const [at, part] of sentence.entries()) {
    if (part.kind === 'words') gap += part.text;
    else if (isLabel(part)) {
      const isFollowed = isTied(sentence, at, reader);
      if (last && labels.length === 0 && !isFollowed && reader.behind.test(gap) && !isShare(last) && !last.isWords) {
        reportUnless(part, [part], last, { sentence, isBound: false }, reader);
      }
      labels.push(part);
      gap = '';
    } else if (part.kind === 'said') gap += PRINT;
    else {
      const label = labels.at(-1);
      const isHeading =
        BINDING.test(gap) && !isShare(part.node) && !/^\s*[\p{L}\uFFFB]/u.test(textFrom(sentence, at + 1));
      const isBound = isHeading || isWordsOf(part.node);
      if (label && reader.tie.test(gap)) reportUnless(label, labels, part.node, { sentence, isBound }, reader);
      labels = [];
      gap = '';
      last = part.node;
    }
  }
}

/** As many labels as figures, each in a list, whose order differs. */
function compareLists(sentence: readonly Part[], reader: Reader): void {
  const parts = sentence.filter((part) => isLabel(part) || part.kind === 'figure');
  const labels = parts.filter(isLabel);
  const figures = parts.filter((part) => part.kind === 'figure').map(({ node }) => node);
  const isListed = parts.slice(0, labels.length).every(isLabel) && labels.length === figures.length;
  const gaps = parts
    .slice(1)
    .map((part, at) => textOf(sentence.slice(sentence.indexOf(parts[at] ?? part) + 1, sentence.indexOf(part))));
  const isList = gaps.every((gap, at) => at === labels.length - 1 || reader.listed.test(gap));
  if (labels.length < 2 || !isListed || !isList) return;
  const others = (label: Label): Figure[] => figures.filter((figure) => isNarrowly(label, figure, reader));
  for (const [at, label] of labels.entries()) {
    const figure = figures[at];
    const [own] = others(label);
    if (figure && own && !isNarrowly(label, figure, reader))
      reportLabel(label, `the figure ${figure.text}`, subjectOf(figure), reader);
  }
}

/** Whether a figure is of the very indicator of a label. */
function isNarrowly({ of }: Label, figure: Figure, reader: Reader): boolean {
  return indicatorsOf(figure, reader).some(({ id }) => id === of.indicator.id);
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

function isShare({ value }: Shown): boolean {
  return value.unit.code === '%' || value.unit.code === 'pp';
}

/** What binds a label to the figure behind it as a head does. */
const BINDING = /[:：]\s*$/u;

/** Whether a figure is said in words alone, which are of what stands before them: `rose`, `a third`. */
function isWordsOf({ isWords, text }: Figure): boolean {
  return isWords === true || !/\p{N}/u.test(text);
}

/** The words that follow in a line, up to the next figure. */
function textFrom(sentence: readonly Part[], at: number): string {
  const end = sentence.findIndex((part, index) => index >= at && part.kind === 'figure');
  return textOf(sentence.slice(at, end < 0 ? undefined : end));
}

interface Around {
  readonly sentence: readonly Part[];
  /** Whether a label is said about the figure, whatever that measures. */
  readonly isBound: boolean;
}

function reportUnless(
  label: Label,
  labels: readonly Label[],
  figure: Figure,
  { sentence, isBound }: Around,
  reader: Reader,
): void {
  const names = (one: Label): boolean => isOf(one, figure, reader) && !(isBound && isOfVariant(one, figure, reader));
  if (labels.some((one) => names(one) || (!isBound && !isAlike(one, figure)))) return;
  if (isNamed(label, figure, sentence, reader)) return;
  reportLabel(label, `the figure ${figure.text}`, subjectOf(figure), reader);
}

type Shown = Pick<Figure, 'value'>;

/** The indicators that a figure says something of. */
function indicatorsOf({ value }: Shown, { context }: Pick<Reader, 'context'>): readonly Indicator[] {
  const all = context.options.dataset?.indicators;
  return statementsOf(value).flatMap((stated) => {
    const other = all?.get(comparedIndicator(stated) ?? '');
    return other ? [stated.indicator, other] : [stated.indicator];
  });
}

/** Whether a label may be said about a figure: it is that of its indicator, of a variant of it, or of a whole that it is a part of. */
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

/** Whether a label is that of another variant than a figure is of, as a head of it would not be. */
function isOfVariant({ of: { indicator: named } }: Label, shown: Shown, reader: Reader): boolean {
  return indicatorsOf(shown, reader).every(
    ({ id, variantOf }) => id !== named.id && (variantOf === named.id || named.variantOf === id),
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
function isNamed({ of }: Label, figure: Shown, sentence: readonly Part[], reader: Reader): boolean {
  const { locale } = reader.context.options;
  const typed = textOf(sentence).toLowerCase();
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

/** Sources of a sentence that state none of its figures, unless its words say that they do not. */
function compareSources(sentence: readonly Part[], reader: Reader): void {
  const figures = sentence.flatMap((part) => (part.kind === 'figure' ? [part.node] : []));
  const [first] = figures;
  if (!first) return;
  for (const [at, part] of sentence.entries()) {
    if (!isKind(part, 'source') || figures.some((one) => isFrom(part.of.source, one, reader))) continue;
    const after = textBefore(sentence, at + 2);
    const isSaying = reader.says.test(after) || reader.attribution.test(textBefore(sentence, at));
    if (!isSaying && reader.unsaid.test(clauseAround(sentence, at))) continue;
    const behind = sentence.slice(at).find((one) => one.kind === 'figure');
    const figure = behind?.node ?? first;
    reportSource(part, `the figure ${figure.text}`, figure, reader);
  }
}

/** The words of the clause that a part stands in. */
function clauseAround(sentence: readonly Part[], at: number): string {
  const before =
    textOf(sentence.slice(0, at))
      .split(/[,，](?=\s|$|\p{L})/u)
      .at(-1) ?? '';
  const after = textOf(sentence.slice(at + 1)).split(/[,，](?=\s|$|\p{L})/u)[0] ?? '';
  return `${before} ${PRINT} ${after}`;
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

/** Each period of a sentence, and the figures that it could be of. */
function comparePeriods(sentence: readonly Part[], reader: Reader): void {
  const figures = sentence.flatMap((part) => (part.kind === 'figure' ? [part.node] : []));
  const dated = figures.filter((one) => periodsOf(one.value).own.length > 0);
  for (const [at, part] of sentence.entries()) {
    if (!isKind(part, 'period')) continue;
    const figure = bracketed(sentence, at) ?? otherDated(sentence, at, dated, reader);
    if (figure) reportPeriod(part, `the figure ${figure.text} is`, figure, reader);
  }
}

/** The figure before a period in brackets that is not of it. */
function bracketed(sentence: readonly Part[], at: number): Figure | undefined {
  const [before, part] = [sentence[at - 2], sentence[at]];
  const isIn = /^\s*[(（]\s*(?:in\s+|im\s+)?$/iu.test(textBefore(sentence, at)) && closes(sentence[at + 1]);
  if (!isIn || before?.kind !== 'figure' || !part || !isKind(part, 'period')) return undefined;
  return isApart(part.of.period, before.node) ? before.node : undefined;
}

/** The figure that a period is said about and that is not of it, or the first of a sentence none of whose figures is of it. */
function otherDated(
  sentence: readonly Part[],
  at: number,
  figures: readonly Figure[],
  reader: Reader,
): Figure | undefined {
  const part = sentence[at];
  const [first] = figures;
  if (!first || !part || !isKind(part, 'period')) return undefined;
  const { period } = part.of;
  const text = textOf(sentence);
  const [lead, isCompared] = [textBefore(sentence, at), reader.otherTime.test(text)];
  const led = ledTo(sentence, at, reader) ?? (isCompared ? undefined : ledFrom(sentence, at, reader));
  const isElsewhere = reader.elsewhere.test(`${lead} ${PRINT} ${textBefore(sentence, at + 2).slice(0, 20)}`);
  if (led && !isElsewhere && isApart(period, led)) return led;
  if (reader.elsewhere.test(text)) return undefined;
  const isAlone = sentence.filter((one) => isKind(one, 'period')).length === 1;
  const hasWords = reader.spans.test(text);
  const isLoose = hasWords || isCompared || !isAlone;
  if (!figures.some((one) => mayBeOf(period, one, { hasWords, isLoose }))) {
    // a level may be compared with any time, but what a change is measured from is known
    const isMeasured = figures.some((one) => basesOf(one).length > 0) && reader.since.test(lead);
    return isCompared && !isMeasured ? undefined : first;
  }
  const moves = figures.every(({ value }) => statementsOf(value).every(({ measure }) => measure !== 'level'));
  if (!moves || period.kind === 'day') return undefined;
  const times = figures.map(({ value }) => periodsOf(value).own);
  const isOwn = times.flat().some((own) => overlaps(period, own));
  const isBase = figures.some((one) => basesOf(one).some((base) => overlaps(period, base)));
  if (isAlone && !isOwn && !isCompared && reader.lead.test(lead)) return first;
  return isOwn && !isBase && reader.since.test(lead) ? first : undefined;
}

/** The figure right before a period, with nothing between but the word that leads to it: `104.2 in 2024`. */
function ledFrom(sentence: readonly Part[], at: number, { lead }: Reader): Figure | undefined {
  const before = sentence[at - 2];
  if (before?.kind !== 'figure' || before.node.isWords) return undefined;
  const gap = textBefore(sentence, at);
  // behind a comma it leads to the figure that follows, if one does
  if (/[,，、;；]/u.test(gap) && sentence.slice(at + 1).some(({ kind }) => kind === 'figure')) return undefined;
  return lead.test(gap) && gap.trim() === lead.exec(gap)?.[0].trim() ? before.node : undefined;
}

/** Words of a base right behind a change, or right before it, which is measured from another: `on the year`. */
function compareBases(sentence: readonly Part[], { baseYear, basePart, context, report }: Reader): void {
  for (const [at, part] of sentence.entries()) {
    const stated = part.kind === 'figure' ? observationOf(part.node.value) : undefined;
    if (part.kind !== 'figure' || !stated || (stated.measure !== 'growth' && stated.measure !== 'change')) continue;
    const { period, base = periodYearEarlier(period) } = stated;
    const isYear = base.text === periodYearEarlier(period).text;
    const pattern = isYear ? basePart : baseYear;
    const [found] =
      pattern.behind.exec(textBefore(sentence, at + 2)) ?? pattern.before.exec(wordsBefore(sentence, at)) ?? [];
    if (found === undefined || base.kind !== period.kind || base.kind === 'day') continue;
    const named = words(context.options.locale).period(base);
    const message = `the text says "${found.trim()}", and the figure ${part.node.text} is measured from ${named}`;
    report(
      'document/period',
      message,
      part.node.value.place,
      'name the base of the figure, or print the one with that base',
    );
  }
}

/** What a change is measured from; where nothing else is stated, the like period a year before. */
function basesOf({ value }: Shown): Period[] {
  const bases = statementsOf(value).flatMap(({ measure, base, period }) => {
    if (base) return [base];
    return measure === 'growth' || measure === 'change' ? [periodYearEarlier(period)] : [];
  });
  return [...periodsOf(value).others, ...bases];
}

/** Whether a period is that of a figure or one with which it is compared, or holds it. */
function mayBeOf(
  period: Period,
  shown: Shown,
  { hasWords, isLoose }: { readonly hasWords: boolean; readonly isLoose: boolean },
): boolean {
  const { own } = periodsOf(shown.value);
  const isYear = period.kind === 'year' || period.kind === 'split year' || period.kind === 'span';
  const filled = fills(period, shown);
  if (filled !== undefined) return filled;
  return [...own, ...basesOf(shown)].some((time) => {
    if (!overlaps(period, time)) return false;
    if (time.start <= period.start && period.end <= time.end && time.kind !== 'span')
      return isYear || hasWords || isSameTime(period, time);
    const holds = period.start <= time.start && time.end <= period.end;
    return !holds || isLoose || time.kind === 'day' || !isFlow(shown) || isSameTime(period, time);
  });
}

function isSameTime(a: Period, b: Period): boolean {
  return a.text === b.text || (a.start === b.start && a.end === b.end);
}

/** Whether two periods share a day; a stock on the first day of a year is also one at the end of the year before. */
function overlaps(period: Period, { kind, start, end }: Period): boolean {
  return period.start <= end && start <= (kind === 'day' ? (dayLater(period.end, 1)?.end ?? period.end) : period.end);
}

/** Whether a figure is an amount of its own period, so that it is none of a longer one. */
function isFlow({ value }: Shown): boolean {
  const stated = statementsOf(value);
  return stated.every(({ measure, indicator }) => measure === 'level' && indicator.kind === 'flow');
}

/** Whether what a figure adds up fills a period, as two months do not fill a quarter; undefined for what is not such sum. */
function fills(period: Period, shown: Shown): boolean | undefined {
  const { origin } = shown.value;
  if (origin.kind !== 'derived' || !isFlow(shown)) return undefined;
  if (!origin.formula.every((part) => typeof part !== 'string' || /^[ +()]*$/u.test(part))) return undefined;
  const stated = statementsOf(shown.value);
  const parts = stated
    .map((one) => one.period)
    .filter((one, at, all) => all.findIndex(({ text }) => text === one.text) === at)
    .toSorted((a, b) => (a.start < b.start ? -1 : 1));
  const isWithin = parts.every(({ start, end }) => period.start <= start && end <= period.end);
  return parts.length < 2 || !isWithin ? undefined : isFilledBy(period, parts);
}

function textOf(sentence: readonly Part[]): string {
  return sentence.map((part) => (part.kind === 'words' ? part.text : PRINT)).join('');
}

function closes(part: Part | undefined): boolean {
  return part?.kind === 'words' && /^\s*[)）]/u.test(part.text);
}

/** The figure that a period leads to: the first of its sentence, which names no other time, behind a word that says so. */
function ledTo(sentence: readonly Part[], at: number, { lead, leads, otherTime }: Reader): Figure | undefined {
  const periods = sentence.filter((part) => isKind(part, 'period'));
  if (periods.length > 1 || otherTime.test(textOf(sentence)) || !lead.test(textBefore(sentence, at))) return undefined;
  let gap = '';
  for (const part of sentence.slice(at + 1)) {
    if (part.kind === 'figure') return leads.test(gap) ? part.node : undefined;
    gap += part.kind === 'words' ? part.text : PRINT;
  }
  return undefined;
}

/** Whether a figure is of no time that touches a period: not its own, and not one with which it is compared. */
function isApart(period: Period, shown: Shown): boolean {
  const { own } = periodsOf(shown.value);
  return own.length > 0 && ![...own, ...basesOf(shown)].some((one) => overlaps(period, one));
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
  /** All that may stand between a label and the figure which it is said about. */
  readonly tie: RegExp;
  /** Between a figure and the label of what it is of: `of the`. */
  readonly behind: RegExp;
  /** Before a source that a sentence is said by. */
  readonly attribution: RegExp;
  /** Behind a source that says it. */
  readonly says: RegExp;
  /** Words which say that a source does not state a figure. */
  readonly unsaid: RegExp;
  /** Between the parts of a list. */
  readonly listed: RegExp;
  /** Before a source below an exhibit. */
  readonly sources: RegExp;
  /** Before a period in which something is said to be. */
  readonly lead: RegExp;
  /** The end of what leads from a period to a figure. */
  readonly leads: RegExp;
  /** Words that name another time, or compare. */
  readonly otherTime: RegExp;
  /** Words for a part of a year, or for how far into it a figure goes. */
  readonly spans: RegExp;
  /** Words of a time that no figure of their sentence is of: a plan, a record, a definition. */
  readonly elsewhere: RegExp;
  /** Before a period that something is compared with: `since`. */
  readonly since: RegExp;
  /** Words of a base a year before, and of one a part of a year before, behind and before a change. */
  readonly baseYear: Readonly<Record<'behind' | 'before', RegExp>>;
  readonly basePart: Readonly<Record<'behind' | 'before', RegExp>>;
}

const known = new Map<string, Patterns>();

function patternsOf(locale: LocaleId): Patterns {
  const found = known.get(locale) ?? makePatterns(locale);
  known.set(locale, found);
  return found;
}

function makePatterns(locale: LocaleId): Patterns {
  const { ways, moveLinks, levelLinks, amountLink, since, said, comparatives, claims } = words(locale).reading;
  const isHan = !words(locale).isSpaced;
  const [start, end] = isHan ? ['', ''] : ['(?<!\\p{L})', '(?!\\p{L})'];
  const link = `${said.is}|${ways.up}|${ways.down}|${ways.flat}|${moveLinks}|${levelLinks}|${amountLink}|${since.year}|${since.part}`;
  const base = (time: 'year' | 'part'): Patterns['baseYear'] => ({
    behind: new Caseless(`^\\s*(?:(?:${since.from}|${since.than})\\s*(?:${since[time]})|${said.base[time]})${end}`),
    before: new Caseless(
      `(?:${start}(?:${since.lead})\\s*(?:${since[time]})|${said.base[time]})[,，]?\\s*(?:${ways.up}|${ways.down})?\\s*$`,
    ),
  });
  const marks = `[\\s:：–—=(（${PRINT}]`;
  const compared = `${start}(?:${comparatives.up}|${comparatives.down})${end}`;
  return {
    // a comma alone parts a list, and ends what leads to another word
    tie: new Caseless(`^(?!\\s*[,，]\\s*$)(?!.*${compared})(?:${marks}|[,，]|[)）]|${start}(?:${link})${end})*$`),
    behind: new Caseless(`^\\s*(?:${said.behind})?\\s*$`),
    attribution: new Caseless(`${start}(?:${said.by})\\s*$`),
    says: new Caseless(`^\\s*(?:${said.says})${end}`),
    unsaid: new Caseless(`${start}(?:${said.unsaid})${end}`),
    listed: new Caseless(`^\\s*(?:[,，、]|[,，]?\\s*(?:${said.and}))\\s*$`),
    baseYear: base('year'),
    basePart: base('part'),
    sources: new Caseless(`^\\s*(?:${said.sources})\\s*[:：]?\\s*$`),
    lead: new Caseless(`(?:^|${isHan ? '[，、]' : '[\\s,]'})(?:${said.in})\\s*$`),
    leads: new RegExp(`(?:${start}(?:${said.leads})|[:：])\\s*$`, 'u'),
    spans: new Caseless(`${start}(?:${said.spans})${end}`),
    elsewhere: new Caseless(`${start}(?:${said.elsewhere}|${claims.rank}|${claims.record})${end}`),
    since: new Caseless(`${start}(?:${since.from}|${since.lead}|${said.course})(?:\\s+(?:the|dem|der))?\\s*$`),
    otherTime: new Caseless(
      `(?:19|20)\\d\\d|${start}(?:${since.from}|${since.year}|${since.part}|${said.otherTime})${end}`,
    ),
  };
}
