import type { ListItem, PhrasingContent, Root } from 'mdast';
import { signOf } from '../../core/numbers/decimal.ts';
import { groupBy } from '../../core/diagnostics/text-order.ts';
import { type Flag, formulaOf, inputsOf, observationOf, originKey, type Value } from '../../figure/value.ts';
import type { Dataset, Observation } from '../../dataset/model.ts';
import { textIn } from '../../dataset/localised.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import { withCapital } from '../../language/word-forms.ts';
import { equalSign, printedFormula } from '../../figure/printed-formula.ts';
import { correctedText, quotedPrint } from '../../figure/printed-value.ts';
import { printedQuantity } from '../../figure/number-text.ts';
import {
  conditionOf,
  printedIn,
  type SubjectContext,
  subjectOf,
  subjectsOf,
  thingOf,
  withinSentence,
} from '../../figure/subject.ts';
import { type Context, reportAt } from '../document-context.ts';
import type { ValueNode } from '../inline-nodes.ts';
import { nodesOf } from '../tree-walk.ts';

/** Flags that need a note. */
const NOTED: ReadonlySet<Flag> = new Set<Flag>(['corrected', 'derived']);

/**
 * Fills the list of notes with a note on each figure that was corrected or derived or has a condition, in reading order.
 * Equal figures link to one note, which links back to the first of them. Ids begin with an underscore, which ids in a
 * template never do.
 */
export function notesTransform(root: Root, context: Context): void {
  const { dataset, locale } = context.options;
  const [list, ...others] = nodesOf(root, 'list').filter(({ data }) => data?.notes);
  const noted = nodesOf(root, 'value').filter(
    ({ value }) => value.flags.some((flag) => NOTED.has(flag)) || observationOf(value)?.condition !== undefined,
  );
  for (const other of others) {
    const message = 'the notes are in the document already';
    reportAt(context, other, 'document/bad-directive', message, 'leave out this ::notes');
  }
  if (!list || !dataset) return;
  const terms = words(locale).provenance;
  const figures = groupBy(noted, ({ value }) => originKey(value));
  list.children = [...figures.values()].map((alike, at): ListItem => {
    const [first] = alike as [ValueNode];
    const [id, back] = [`_note-${at + 1}`, `_figure-${at + 1}`];
    for (const node of alike) node.note = { leadsTo: id, words: terms.noteOn(node.text) };
    first.note = { id: back, leadsTo: id, words: terms.noteOn(first.text) };
    const note = { id, leadsTo: back, words: terms.backTo(first.text) };
    const figure: ValueNode = { ...first, text: shortText(first, locale), shown: [], note };
    const children = noteOn(figure, dataset, locale);
    return { type: 'listItem', spread: false, children: [{ type: 'paragraph', children }] };
  });
}

/** A corrected figure as its print next to it is said, with the same name of the unit. */
function shortText({ value, text: own }: ValueNode, locale: LocaleId): string {
  const stated = observationOf(value);
  return (stated && value.suffix !== '' ? correctedText(stated, locale) : undefined) ?? own;
}

type Named = Pick<Dataset, 'indicators' | 'releases' | 'sources' | 'conditions'>;

/** The words around the figure: its formula, or the text that was printed and the evidence against it. */
function noteOn(figure: ValueNode, dataset: Named, locale: LocaleId): PhrasingContent[] {
  const { value } = figure;
  const [observation, formula] = [observationOf(value), formulaOf(value)];
  if (observation) return [figure, text(aboutStatement(observation, dataset, locale))];
  if (!formula) return [figure];
  const parts = printedFormula(value, locale).flatMap((part) =>
    typeof part === 'string' ? [text(part)] : operand(part),
  );
  const { before, unit, after } = aboutFormula(value, inputsOf(formula), { dataset, locale });
  return [...textIfAny(before), figure, text(`${unit} ${equalSign(value, locale)} `), ...parts, ...textIfAny(after)];
}

/**
 * What a formula is about: where it works out the level of another period, that and the period of its inputs, so that no
 * year stands within it; else what its inputs are. The unit is that of a figure that is printed without it.
 */
function aboutFormula(
  value: Value,
  inputs: readonly Value[],
  context: SubjectContext,
): { readonly before: string; readonly unit: string; readonly after: string } {
  const { colon, comma, stop, period: periodText, provenance } = words(context.locale);
  const { origin } = value;
  const unit = unitOfBare(value, context.locale);
  const level = inputs.map(observationOf).find((stated) => stated?.measure === 'level');
  if (origin.kind === 'derived' && origin.period && level) {
    return {
      before: thingOf(level, context) + comma + periodText(origin.period) + colon,
      unit,
      after: comma + provenance.fromFiguresOf(periodText(level.period)),
    };
  }
  const subjects = subjectsOf(inputs, context);
  return { before: '', unit, after: subjects && stop + provenance.inputs + colon + subjects };
}

/** The unit of a figure that is printed without it, with the space before it: a note stands below no head that names it. */
function unitOfBare(value: Value, locale: LocaleId): string {
  const isBare = value.suffix === '' && /\p{N}$/u.test(value.text);
  return isBare ? printedQuantity(value.decimal, value.unit, { locale, style: 'short' }).suffix : '';
}

/** What a figure is about, what was misprinted, and what a forecast depends on. */
function aboutStatement(stated: Observation, dataset: Named, locale: LocaleId): string {
  const { correction } = stated;
  const context = { dataset, locale };
  const { separator, stop, colon, comma, date } = words(locale);
  const terms = words(locale).provenance;
  const supports = (correction?.evidence ?? []).flatMap((id) => {
    const release = dataset.releases.get(id);
    return release ? [textIn(release.source.publisher, locale) + comma + date(release.published)] : [];
  });
  const reasons = correction?.isByArithmetic ? [terms.arithmetic] : supports;
  const condition = conditionOf(stated, context);
  const parts = [
    withinSentence(subjectOf(stated, context), context),
    ...(correction ? [printedIn(stated, dataset, locale) + colon + quotedPrint(stated, locale)] : []),
    ...(condition ? [withCapital(terms.condition(condition))] : []),
    ...(reasons.length > 0 ? [terms.evidence + colon + reasons.join(separator)] : []),
  ];
  return comma + parts.join(stop);
}

/** A figure in a formula, in brackets where its minus sign would follow another sign. */
function operand(value: Value): PhrasingContent[] {
  const figure: ValueNode = { type: 'value', value, text: value.text, shown: [] };
  return signOf(value.decimal) < 0 ? [text('('), figure, text(')')] : [figure];
}

function textIfAny(value: string): PhrasingContent[] {
  return value === '' ? [] : [text(value)];
}

function text(value: string): PhrasingContent {
  return { type: 'text', value };
}
