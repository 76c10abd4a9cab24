import type { Paragraph, Root } from 'mdast';
import type { Node } from 'unist';
import { groupBy } from '../../core/diagnostics/text-order.ts';
import type { Observation } from '../../dataset/model.ts';
import { type Flag, observationOf, type Value } from '../../figure/value.ts';
import { quotedPrint } from '../../figure/printed-value.ts';
import { printedIn, subjectOf, withinSentence } from '../../figure/subject.ts';
import { words } from '../../locale/locales.ts';
import { type Context, reportAt } from '../document-context.ts';
import type { DocumentContent, MarginKind, MarginNote, ValueNode } from '../nodes.ts';
import { nodesOf } from '../tree-walk.ts';

/** The flag of the figures that a note of a kind explains. */
const EXPLAINS: Readonly<Record<MarginKind, Flag>> = {
  corrected: 'corrected',
  derived: 'derived',
  estimated: 'estimated',
};

/**
 * Puts blocks and the notes in the margin that follow them into passages, so that outputs can set them beside one
 * another. A note without a text of its own gets one from the provenance of the figures before it. Figures that a note
 * explains lead to it. Reports notes that follow no text. Ids begin with an underscore, which ids in a template never do.
 */
export function marginsTransform(root: Root, context: Context): void {
  let count = 0;
  const name = (): string => `_margin-${(count += 1)}`;
  for (const parent of [root, ...nodesOf(root, 'section')] as { children: DocumentContent[] }[]) {
    if (!parent.children.some(isMarginal)) continue;
    fillNotes(parent.children, name, context);
    parent.children = withPassages(parent.children);
  }
}

/** What stands in the margin: a note, or an exhibit as wide as one. */
export function isMarginal(node: Node): boolean {
  return node.type === 'margin' || (node.type === 'exhibit' && (node as { width?: string }).width === 'note');
}

/** Blocks of running text, beside which there is a margin. */
const TEXT_BLOCKS: ReadonlySet<string> = new Set(['paragraph', 'list', 'blockquote', 'definitionList']);

function fillNotes(children: readonly DocumentContent[], name: () => string, context: Context): void {
  let before: DocumentContent | undefined;
  for (const child of children) {
    if (!isMarginal(child)) {
      before = child;
      continue;
    }
    if (!before || !TEXT_BLOCKS.has(before.type)) {
      const hint = 'put it right after the paragraph whose figures it explains';
      reportAt(context, child, 'document/block-content', 'this note in the margin follows no text', hint);
    } else if (child.type === 'margin') fillNote(child, before, name, context);
  }
}

function fillNote(note: MarginNote, text: DocumentContent, name: () => string, context: Context): void {
  const { kind } = note;
  if (!kind) return;
  const figures = nodesOf(text, 'value').filter(({ value }) => value.flags.includes(EXPLAINS[kind]));
  if (note.children.length === 0) {
    note.children = provenanceOf(figures, context);
    if (note.children.length === 0) {
      const hint = 'write its text in it, or leave it out';
      reportAt(context, note, 'document/block-content', `no figure before this note is ${EXPLAINS[kind]}`, hint);
    }
  }
  addTitle(note, words(context.options.locale).margin[kind], words(context.options.locale).stop);
  linkFigures(note, figures, name, context);
}

/** What was printed for corrected figures; for others their author knows more than the data. */
function provenanceOf(figures: readonly ValueNode[], { options: { dataset, locale } }: Context): Paragraph[] {
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
  name: () => string,
  { options: { locale } }: Context,
): void {
  const [first] = figures;
  if (!first) return;
  note.id = name();
  const { noteOn } = words(locale).provenance;
  for (const figure of figures) figure.note = { leadsTo: note.id, words: noteOn(figure.text) };
}

/** The blocks with each run of text that has notes beside it in one passage. */
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
