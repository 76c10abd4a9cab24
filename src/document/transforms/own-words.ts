import type { Root, Table, TableRow } from 'mdast';
import { type Observation, quantityOf, type Source } from '../../dataset/model.ts';
import { equals } from '../../core/numbers/decimal.ts';
import { addressOf, observationOf, scaledLevel, statementsOf } from '../../figure/value.ts';
import { textIn } from '../../dataset/localised.ts';
import type { Context } from '../document-context.ts';
import type { Box, Exhibit } from '../exhibit-nodes.ts';
import { headedFigures } from '../headed-figures.ts';
import type { DocumentContent } from '../nodes.ts';
import {
  type Figure,
  isKind,
  isLabel,
  type Label,
  type Part,
  partsOf,
  type Reader,
  type Report,
  saidIn,
  type SaidPart,
  SEPARATOR,
  sentencesOf,
  type Shown,
  SPACE,
  subjectOf,
  textBefore,
  textOf,
} from '../own-words/parts.ts';
import { patternsOf, PRINT } from '../own-words/patterns.ts';
import { figuresAround } from '../own-words/around.ts';
import {
  compareHeadBalances,
  compareHeadChanges,
  compareHeadShares,
  compareKinds,
  reportUnnamedChanges,
} from '../own-words/measures.ts';
import { compareItself, compareNone } from '../own-words/itself.ts';
import { compareFigures } from '../own-words/comparisons.ts';
import { compareHeadLengths, compareLengths } from '../own-words/lengths.ts';
import { compareCommonScale, compareScales } from '../own-words/scales.ts';
import { compareTotals } from '../own-words/totals.ts';
import { compareHeadStatuses, compareStatuses } from '../own-words/statuses.ts';
import { reportUndated } from '../own-words/undated.ts';
import { compareTypedNames, compareTypedRow } from '../own-words/typed-names.ts';
import { compareTypedPeriods } from '../own-words/typed-periods.ts';
import { compareHeadings, comparePeriodHeadings, labelHeadings, typedInTitle } from '../own-words/headings.ts';
import { compareBound, compareItem, compareYears } from '../own-words/two-indicators.ts';
import { compareBases, compareEarlier, compareSaidPeriods, isApart, reportPeriod } from '../own-words/periods.ts';
import { indicatorsOf, isAlike, isNamed, isOf, shareMember } from '../own-words/labels.ts';
import { childrenOf, type DocumentNode, nodesOf, visitDocument } from '../tree-walk.ts';
import { periodsOf } from '../value-periods.ts';

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
    for (const { figures } of headedFigures(root, context)) {
      compareHeadStatuses(figures, reader);
      compareHeadBalances(figures, reader);
      compareHeadShares(figures, reader);
      compareHeadChanges(figures, reader);
      compareHeadLengths(figures, reader);
    }
    labelHeadings(root, reader, (label, shown) =>
      reportLabel(label, 'the figures of the section', subjectOf(shown), reader),
    );
    compareCommonScale(root, reader);
    const figures = figuresAround(root);
    comparePeriodHeadings(root, figures, reader);
    compareHeadings(root, figures, reader);
    reportUnnamedChanges(figures, reader);
    if (context.options.period) reportUndated(figures, context.options.period, reader);
  }
  visitDocument(root, (node) => {
    if (node.type === 'text') delete node.data?.said;
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
  for (const item of items) {
    const { label, figure, notes } = item;
    compareItem(item, reader);
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
  const periods = [...captions.filter((one) => isKind(one, 'period')), ...typedInTitle(texts, reader)];
  const period = periods.at(-1);
  // words such as `release` may name that of the release
  const mayBeRelease = reader.elsewhere.test(textOf(texts));
  const isOther = (one: Shown): boolean =>
    periods.every(({ of }) => {
      const isRelease = periodsOf(one.value).releases.some(({ text }) => text === of.period.text);
      return isApart(of.period, one) && !(mayBeRelease && isRelease);
    });
  if (period && shown.every(isOther)) {
    const place = period.place ?? shown[0]?.value.place;
    reportPeriod({ ...period, place }, 'the figures of the exhibit are', shown[0], reader);
  }
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
function compareTable(table: Table, reader: Reader): void {
  const [head, ...rows] = table.children;
  compareTotals(table, reader);
  compareYears(table, reader);
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
    else compareTypedRow(row, head, reader);
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

function compareLine(parts: readonly Part[], reader: Reader): void {
  for (const sentence of sentencesOf(parts)) {
    compareLabels(sentence, reader);
    compareLists(sentence, reader);
    compareSources(sentence, reader);
    compareSaidPeriods(sentence, reader);
    compareTypedNames(sentence, reader);
    compareTypedPeriods(sentence, reader);
    compareStatuses(sentence, reader);
    compareKinds(sentence, reader);
    compareNone(sentence, reader);
    compareItself(sentence, reader);
    compareBound(sentence, reader);
    compareScales(sentence, reader);
    compareLengths(sentence, reader);
    compareFigures(sentence, reader);
    compareBases(sentence, reader);
    compareEarlier(parts, sentence, reader);
  }
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
      if (label && reader.tie.test(gap)) {
        if (isMultiple(part.node) && !gap.includes(PRINT))
          reportLabel(label, `the figure ${part.node.text}`, addressOf(part.node.value), reader);
        else reportUnless(label, labels, part.node, { sentence, isBound }, reader);
      }
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

/** Whether a figure is a multiple of a level, which is not a level itself. */
function isMultiple({ value }: Shown): boolean {
  const scaled = scaledLevel(value);
  return scaled !== undefined && !equals(value.decimal, quantityOf(scaled)?.decimal ?? value.decimal);
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

/** Whether a label is that of another variant than a figure is of, as a head of it would not be. */
function isOfVariant({ of: { indicator: named } }: Label, shown: Shown, reader: Reader): boolean {
  return indicatorsOf(shown, reader).every(
    ({ id, variantOf }) => id !== named.id && (variantOf === named.id || named.variantOf === id),
  );
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
