import type { List, ListItem, Paragraph, PhrasingContent, Root } from 'mdast';
import type { Doubt } from '../../assay/report/doubts.ts';
import type { RelationResult } from '../../assay/report/results.ts';
import { textIn } from '../../dataset/localised.ts';
import type { Dataset, Observation } from '../../dataset/model.ts';
import { observationValue } from '../../figure/printed-value.ts';
import { subjectOf } from '../../figure/subject.ts';
import { formulaOf, inputsOf, observationOf, type Value } from '../../figure/value.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import type { Context } from '../document-context.ts';
import { type ValueNode } from '../inline-nodes.ts';
import { coverEnd, type DocumentContent } from '../nodes.ts';
import { type Alert } from '../note-nodes.ts';
import { visitDocument } from '../tree-walk.ts';
import { flagText } from './flags.ts';

/** Figures in doubt that the notice of a draft lists. */
const MOST_LISTED = 12;

/** Relations that it names for each. */
const MOST_NAMED = 3;

/** Flags the figures of a draft that are in doubt, with those worked out from them, and says below the title what it is. */
export function draftTransform(root: Root, context: Context): void {
  const { doubts } = context.options;
  if (!doubts) return;
  const doubted = new Set(doubts.map(({ observation }) => observation));
  visitDocument(root, (node) => {
    if (node.type === 'value') node.value = flagged(node.value, doubted);
    if (node.type === 'chart') node.values = node.values.map((value) => flagged(value, doubted));
  });
  const notice: Alert = { type: 'alert', kind: 'warning', children: noticeOf(doubts, context) };
  const title = root.children.find((node) => node.type === 'section' && node.depth === 1);
  const parent = title?.type === 'section' ? title : root;
  (parent as { children: DocumentContent[] }).children.splice(placeIn(parent.children), 0, notice);
}

function flagged(value: Value, doubted: ReadonlySet<Observation>): Value {
  const inputs = [value, ...inputsOf(formulaOf(value) ?? [])];
  const isDoubted = inputs.some((input) => doubted.has(observationOf(input) as Observation));
  return isDoubted ? value.with({ flags: ['contradicted', ...value.flags] }) : value;
}

/** After the cover and the list of facts below it. */
function placeIn(children: readonly DocumentContent[]): number {
  const end = coverEnd(children);
  return children[end]?.type === 'list' ? end + 1 : end;
}

function noticeOf(doubts: readonly Doubt[], context: Context): Alert['children'] {
  const { draft } = words(context.options.locale);
  if (doubts.length === 0) return [paragraph([text(draft.sound)])];
  const listed = doubts.slice(0, MOST_LISTED).map((doubt) => itemOf(doubt, context));
  const list: List = { type: 'list', ordered: false, spread: false, children: listed };
  const more = doubts.length - listed.length;
  const left = more > 0 ? [paragraph([text(draft.more(more))])] : [];
  return [paragraph([text(draft.doubted(flagText(['contradicted'])))]), list, ...left];
}

/** The figure as it is stated, and what contradicts it: relations in words, if any has them, else those of an author. */
function itemOf({ observation, relations }: Doubt, context: Context): ListItem {
  const { dataset, locale } = context.options;
  const { colon, stop, separator, draft } = words(locale);
  const value = observationValue(observation, { locale })?.with({ flags: ['contradicted'] });
  const figure: ValueNode[] = value ? [{ type: 'value', value, text: value.text, shown: [] }] : [];
  const subject = dataset ? subjectOf(observation, { dataset, locale }) : observation.address;
  const worded = relations.filter((relation) => relation.words?.has(locale));
  const stated = relations.filter(({ derivation }) => derivation === 'stated');
  const told = ([worded, stated].find(({ length }) => length > 0) ?? relations).slice(0, MOST_NAMED);
  const says = told.flatMap((relation, at) => {
    const said = saying(relation, context);
    return at > 0 ? [[text(separator)], said] : [said];
  });
  const start = value ? subject + colon : subject;
  const children = [text(start), ...figure, text(stop + draft.contradicts + colon), ...says.flat()];
  return { type: 'listItem', spread: false, children: [paragraph(children)] };
}

/** A relation in the words of its author, else with the labels of its indicators, and as it is written. */
function saying(relation: RelationResult, { options: { dataset, locale } }: Context): PhrasingContent[] {
  const own = relation.words?.get(locale);
  if (own !== undefined) return [text(own)];
  const { says, derivation } = relation;
  const code: PhrasingContent = { type: 'inlineCode', value: says };
  // What follows from figures is said in English sentences, which the labels of another language would not fit.
  const labelled = dataset && derivation === 'stated' ? withLabels(says, dataset, locale) : says;
  return labelled === says ? [code] : [text(`${labelled} (`), code, text(')')];
}

/** An indicator that is named by its level: what stands before a measure, or in brackets, is left as it is. */
const INDICATOR = /(?<![\w.:[*])[a-z]\w*(?:\.\w+)*(?![\w.:[*(])/g;

function withLabels(says: string, { indicators }: Pick<Dataset, 'indicators'>, locale: LocaleId): string {
  return says.replaceAll(INDICATOR, (id) => {
    const known = indicators.get(id);
    return known ? textIn(known.label, locale) : id;
  });
}

function paragraph(children: PhrasingContent[]): Paragraph {
  return { type: 'paragraph', children };
}

function text(value: string): PhrasingContent {
  return { type: 'text', value };
}
