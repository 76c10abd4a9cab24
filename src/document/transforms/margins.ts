import type { Paragraph, PhrasingContent, Root, Text } from 'mdast';
import type { Node } from 'unist';
import { groupBy } from '../../core/diagnostics/text-order.ts';
import { textIn } from '../../dataset/localised.ts';
import type { Observation } from '../../dataset/model.ts';
import { observationOf, type Value } from '../../figure/value.ts';
import { observationValue, quotedPrint } from '../../figure/printed-value.ts';
import { conditionOf, printedIn, type SubjectContext, subjectOf, withinSentence } from '../../figure/subject.ts';
import { words } from '../../language/locales.ts';
import { withCapital } from '../../language/word-forms.ts';
import { type Context, placeOfNode, reportAt } from '../document-context.ts';
import type { CitationNode, ValueNode } from '../inline-nodes.ts';
import type { DocumentContent } from '../nodes.ts';
import type { MarginKind, MarginNote } from '../note-nodes.ts';
import { nodesOf } from '../tree-walk.ts';

/** Whether a note of a kind explains a figure: one with its flag, or one that something disputes. */
function explains(kind: MarginKind, value: Value, { options }: Context): boolean {
  if (kind !== 'disputed') return value.flags.includes(kind);
  const stated = observationOf(value);
  return stated !== undefined && options.disputeOf?.(stated) !== undefined;
}

/**
 * Puts blocks and the notes in the margin that follow them into passages, so that outputs can set them side by
 * side. A note without a text of its own gets one from the provenance of the figures before it. Figures that a note
 * explains lead to it. Reports notes that follow no text. Ids begin with an underscore, which ids in a template never do.
 */
export function marginsTransform(root: Root, context: Context): void {
  let count = 0;
  const hasSources = nodesOf(root, 'list').some(({ data }) => data?.sources);
  const notes: Notes = {
    name: () => `_margin-${(count += 1)}`,
    isCited: hasSources && nodesOf(root, 'citation').length > 0,
  };
  for (const parent of [root, ...nodesOf(root, 'section')] as { children: DocumentContent[] }[]) {
    if (!parent.children.some(isMarginal)) continue;
    fillNotes(parent.children, notes, context);
    parent.children = withPassages(
      parent.children.filter((child) => child.type !== 'margin' || child.children.length > 0),
    );
  }
}

/** What stands in the margin: a note, or an exhibit as wide as one. */
export function isMarginal(node: Node): boolean {
  return node.type === 'margin' || (node.type === 'exhibit' && (node as { width?: string }).width === 'note');
}

/** Blocks of running text, next to which there is a margin. */
const TEXT_BLOCKS: ReadonlySet<string> = new Set(['paragraph', 'list', 'blockquote', 'definitionList']);

/** The notes of a document. */
interface Notes {
  /** The id of the next one. */
  readonly name: () => string;
  /** Whether sources have numbers, because the document cites them. */
  readonly isCited: boolean;
}

function fillNotes(children: readonly DocumentContent[], notes: Notes, context: Context): void {
  let before: DocumentContent | undefined;
  for (const child of children) {
    if (!isMarginal(child)) {
      before = child;
      continue;
    }
    if (!before || !TEXT_BLOCKS.has(before.type)) {
      const hint = 'put it right after the paragraph whose figures it explains';
      reportAt(context, child, 'document/block-content', 'this note in the margin follows no text', hint);
    } else if (child.type === 'margin') fillNote(child, before, notes, context);
  }
}

/** Makes the text of an empty note of each kind of which the data know enough. */
const AUTOMATIC: Readonly<
  Partial<Record<MarginKind, (figures: readonly ValueNode[], context: Context, notes: Notes) => Paragraph[]>>
> = { corrected: misprintsOf, forecast: conditionsOf, disputed: disputesOf };

/** An empty note is left out where it has nothing to say about this edition; it is a mistake where only its author knows. */
function reportEmpty(note: MarginNote, kind: MarginKind, isKind: boolean, context: Context): void {
  if (!AUTOMATIC[kind] && isKind) {
    const [message, hint] = [`a note on ${kind} figures has no text of its own`, 'write its text in it'];
    return reportAt(context, note, 'document/block-content', message, hint);
  }
  const why =
    kind === 'forecast' && isKind
      ? 'no forecast before this note has a condition'
      : `no figure before this note is ${kind}`;
  const hint = 'it is left out; nothing is to do where another edition has something here';
  context.diagnostics.warn('document/empty-list', why, placeOfNode(context, note), hint);
}

function fillNote(note: MarginNote, text: DocumentContent, notes: Notes, context: Context): void {
  const { kind } = note;
  if (!kind) return;
  const figures = nodesOf(text, 'value').filter(({ value }) => explains(kind, value, context));
  if (note.children.length === 0) {
    note.children = AUTOMATIC[kind]?.(figures, context, notes) ?? [];
    if (note.children.length === 0) return reportEmpty(note, kind, figures.length > 0, context);
  }
  addTitle(note, words(context.options.locale).margin[kind], words(context.options.locale).stop);
  linkFigures(note, figures, notes, context);
}

/** What was printed for corrected figures. */
function misprintsOf(figures: readonly ValueNode[], { options: { dataset, locale } }: Context): Paragraph[] {
  const { colon, comma, separator, stop } = words(locale);
  const stated = new Set(figures.flatMap(({ value }) => correctedStatement(value) ?? []));
  if (!dataset || stated.size === 0) return [];
  const context = { dataset, locale };
  const itemOf = (one: Observation): string =>
    `${withinSentence(subjectOf(one, context), context)}${comma}${quotedPrint(one, locale)}`;
  const sentences = [...groupBy([...stated], (one) => printedIn(one, dataset, locale))].map(
    ([printed, own]) => printed + colon + own.map(itemOf).join(separator) + stop,
  );
  return [{ type: 'paragraph', children: [{ type: 'text', value: sentences.join('').trimEnd() }] }];
}

/** What forecasts depend on, each condition once. */
function conditionsOf(figures: readonly ValueNode[], { options: { dataset, locale } }: Context): Paragraph[] {
  const { provenance, stop } = words(locale);
  const stated = figures.flatMap(({ value }) => observationOf(value) ?? []);
  const found = dataset ? stated.map((one) => conditionOf(one, { dataset, locale })) : [];
  const said = [...new Set(found)].filter(Boolean).map((clause) => withCapital(provenance.condition(clause)) + stop);
  return said.length > 0 ? [{ type: 'paragraph', children: [text(said.join('').trimEnd())] }] : [];
}

/**
 * What other publishers state in place of disputed figures, the relations in words that contradict them, and why a
 * disagreement is known.
 */
function disputesOf(figures: readonly ValueNode[], { options }: Context, { isCited }: Notes): Paragraph[] {
  const { dataset, locale, disputeOf } = options;
  const stated = [...new Set(figures.flatMap(({ value }) => observationOf(value) ?? []))];
  const disputes = stated.flatMap((one) => disputeOf?.(one) ?? []);
  if (!dataset || disputes.length === 0) return [];
  const { colon, provenance, stop } = words(locale);
  const byRelease = groupBy(
    disputes.flatMap(({ rivals }) => rivals),
    ({ release }) => release.id,
  );
  const rivals = [...byRelease.values()].flatMap((own) => statementsOf(own, { dataset, locale }, isCited));
  const asSaid = asSentence(stop.trim());
  const reasons = disputes.flatMap((dispute) => dispute.reasons(locale)).map(asSaid);
  const inWords = new Set([
    ...disputes.flatMap((dispute) => dispute.words(locale)).map(asSaid),
    ...reasons.map((reason) => provenance.excepted + colon + reason),
  ]);
  const children = rivals.concat([...inWords].map((said) => text(said + stop)));
  const last = children.at(-1);
  if (last?.type === 'text') last.value = last.value.trimEnd();
  return children.length > 0 ? [{ type: 'paragraph', children }] : [];
}

/** With a capital, and without the full stop that its author may have written. */
function asSentence(stop: string): (said: string) => string {
  return (said) => withCapital(said.endsWith(stop) ? said.slice(0, -stop.length) : said);
}

/** What one release states: `Union of Sailors, 3 November 2025 [3]: passengers, third quarter of 2025, 1,200,000.` */
function statementsOf(stated: readonly Observation[], context: SubjectContext, isCited: boolean): PhrasingContent[] {
  const { locale } = context;
  const { colon, comma, separator, stop, date } = words(locale);
  const [first] = stated;
  if (!first) return [];
  const { id, source, published } = first.release;
  const from = textIn(source.publisher, locale) + comma + date(published);
  const mark: CitationNode = { type: 'citation', cited: [id], children: [], place: undefined };
  const found: PhrasingContent[] = isCited ? [text(`${from} `), mark, text(colon)] : [text(from + colon)];
  for (const one of stated) {
    const value = observationValue(one, { locale });
    if (!value) continue;
    const subject = withinSentence(subjectOf(one, context), context);
    const figure: ValueNode = { type: 'value', value, text: value.text, shown: [] };
    found.push(text((one === first ? '' : separator) + subject + comma), figure);
  }
  found.push(text(stop));
  return found;
}

function text(value: string): Text {
  return { type: 'text', value };
}

function correctedStatement(value: Value): Observation | undefined {
  const stated = observationOf(value);
  return stated?.printed && stated.correction ? stated : undefined;
}

/** Puts the name of its kind before the text of a note; a full stop that needs no space after it is not bold. */
function addTitle({ children }: MarginNote, title: string, stop: string): void {
  const [first] = children;
  if (first?.type !== 'paragraph') return;
  const [value, after] = title.endsWith(stop) ? [title.slice(0, -stop.length), stop] : [title, ' '];
  first.children.unshift({ type: 'strong', children: [{ type: 'text', value }] }, { type: 'text', value: after });
}

/** Lets the figures lead to the note, and the note to the first of them. */
function linkFigures(
  note: MarginNote,
  figures: readonly ValueNode[],
  { name }: Notes,
  { options: { locale } }: Context,
): void {
  const [first] = figures;
  if (!first) return;
  note.id = name();
  const { noteOn } = words(locale).provenance;
  for (const figure of figures) figure.note = { leadsTo: note.id, words: noteOn(figure.text) };
}

/** The blocks with each run of text that has notes next to it in one passage. */
function withPassages(children: readonly DocumentContent[]): DocumentContent[] {
  const found: DocumentContent[] = [];
  let run: DocumentContent[] = [];
  function endRun(): void {
    if (run.some(isMarginal)) found.push({ type: 'passage', children: run });
    else found.push(...run);
    run = [];
  }
  for (const child of children) {
    if (TEXT_BLOCKS.has(child.type) || isMarginal(child)) run.push(child);
    else {
      endRun();
      found.push(child);
    }
  }
  endRun();
  return found;
}
