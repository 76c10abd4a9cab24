import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { type FigureTests, testsFinder } from '../../assay/figure-tests.ts';
import type { AssayResult } from '../../assay/results.ts';
import { compare, type Decimal } from '../../core/numbers/decimal.ts';
import { shortenInterval } from '../../core/numbers/interval.ts';
import { addressOf, formulaOf, formulaText, inputsOf, observationOf, type Value } from '../../figure/value.ts';
import type { Correction, Dataset } from '../../dataset/model.ts';
import { textIn } from '../../dataset/localised.ts';
import { convertInterval } from '../../dataset/unit.ts';
import { formatNumber, formatQuantity } from '../../figure/number-text.ts';
import type { Locale, ProvenanceWords } from '../../locale/locale.ts';
import { words } from '../../locale/locales.ts';
import { displayUnit } from '../../figure/scale.ts';
import { subjectOf } from '../../figure/subject.ts';

/** Notes on where the figures of a page come from. A button opens each. */
export interface ProvenanceNotes {
  /** Id of the note on a figure. Figures with equal notes share one. */
  idOf(value: Value): string;
  /** Every note whose id was requested, in order of the first request. */
  elements(): Element[];
}

/**
 * Ids of notes begin with an underscore, which those of a document never do. With `tests`, a note on a published figure
 * names the relations that hold, fail or are excepted, and says how a figure stands that some contradict.
 */
export function provenanceNotes(dataset: Dataset, locale: string, tests?: AssayResult): ProvenanceNotes {
  const find = tests && testsFinder(tests);
  const testsOf = (value: Value): FigureTests | undefined => {
    const stated = observationOf(value);
    return stated && find?.(stated);
  };
  const context: Context = { dataset, locale, words: words(locale), terms: words(locale).provenance, testsOf };
  const notes = new Map<string, { id: string; content: ElementContent[] }>();
  return {
    idOf(value) {
      const content = noteContent(value, context);
      const key = JSON.stringify(content);
      const note = notes.get(key) ?? { id: `_figure-${notes.size + 1}`, content };
      notes.set(key, note);
      return note.id;
    },
    elements: () => [...notes.values()].map(({ id, content }) => h('div', { id, popover: 'auto' }, content)),
  };
}

interface Context {
  readonly dataset: Dataset;
  readonly locale: string;
  readonly words: Locale;
  readonly terms: ProvenanceWords;
  readonly testsOf: (value: Value) => FigureTests | undefined;
}

type Content = ElementContent | string;
type Row = readonly [term: string, ...content: Content[]];

function noteContent(value: Value, context: Context): ElementContent[] {
  const stated = observationOf(value);
  const rows = noteRows(value, context).filter(([, ...content]) => content.length > 0);
  return [
    h('p', stated ? subjectOf(stated, context) : context.words.flag.derived),
    h(
      'dl',
      rows.map(([term, ...content]) => h('div', [h('dt', term), h('dd', content)])),
    ),
  ];
}

function noteRows(value: Value, context: Context): Row[] {
  const { terms, words: fixed } = context;
  const stated = observationOf(value);
  const { correction } = stated ?? {};
  const formula = formulaOf(value);
  const inputs = inputsOf(formula ?? []);
  const status = value.flags.filter((flag) => flag !== 'corrected' && flag !== 'derived');
  return [
    [terms.printed, ...some(stated?.printed?.text)],
    [terms.corrected, ...(correction ? [h('strong', correction.quantity.text)] : [])],
    [terms.evidence, ...evidenceContent(correction, context)],
    [terms.interval, ...some(intervalText(value, context))],
    ...testRows(context.testsOf(value), context),
    [terms.status, ...some(status.map((flag) => fixed.flag[flag]).join(fixed.separator))],
    [fixed.source, ...(stated ? releaseContent(stated.release.id, context) : [])],
    [terms.place, ...some(stated?.at)],
    [terms.formula, ...(formula && inputs.length > 0 ? [formulaText(formula, ({ text }) => text)] : [])],
    [terms.inputs, ...inputsContent(inputs, context)],
    formula ? [terms.expression, h('code', formulaText(formula))] : [terms.address, h('code', addressOf(value))],
  ];
}

/** Relations that a note names; more would fill a screen, and `assay explain` tells all. */
const MAX_RELATIONS = 6;

/** Rows on the tests of a figure: those that hold, those that fail and what that makes of it, known disagreements. */
function testRows(tests: FigureTests | undefined, context: Context): Row[] {
  if (!tests) return [];
  const { terms } = context;
  const { standing, held, failed, excepted } = tests;
  const isUntested = held.length + failed.length + excepted.length === 0;
  const word = standing in terms.standings ? terms.standings[standing as keyof typeof terms.standings] : undefined;
  return [
    [terms.standing, ...some(word)],
    [terms.failed, ...relationsContent(failed, context)],
    [terms.excepted, ...relationsContent(excepted, context)],
    [terms.relations, ...(isUntested ? [terms.untested] : relationsContent(held, context))],
  ];
}

function relationsContent(relations: readonly string[], { terms, words: { separator } }: Context): Content[] {
  if (relations.length === 0) return [];
  const shown = relations.length > MAX_RELATIONS ? relations.slice(0, MAX_RELATIONS - 1) : relations;
  const left = relations.length - shown.length;
  return [h('code', shown.join(separator)), ...(left > 0 ? [separator + terms.more(left)] : [])];
}

function some(text: string | undefined): string[] {
  return text ? [text] : [];
}

function joined<T>(items: readonly T[], contentOf: (item: T) => Content[]): Content[] {
  return items.flatMap((item, at) => [...(at > 0 ? [h('br')] : []), ...contentOf(item)]);
}

function evidenceContent(correction: Correction | undefined, context: Context): Content[] {
  if (correction?.isByArithmetic) return [context.terms.arithmetic];
  return joined(correction?.evidence ?? [], (id) => releaseContent(id, context));
}

/** The publisher of a release, with a link, and its date. */
function releaseContent(id: string, { dataset, locale, words: fixed }: Context): Content[] {
  const release = dataset.releases.get(id);
  if (!release) return [id];
  const { url } = release.source;
  const publisher = textIn(release.source.publisher, locale);
  // whatever else an address of the dataset may begin with, only these lead to a page
  const name = url && /^https?:\/\//i.test(url) ? h('a', { href: url }, publisher) : publisher;
  return [name, fixed.comma, fixed.date(release.published)];
}

function inputsContent(inputs: readonly Value[], context: Context): Content[] {
  const items = inputs.flatMap((input) => {
    const stated = observationOf(input);
    return stated ? [h('li', [subjectOf(stated, context), context.words.colon, h('strong', input.text)])] : [];
  });
  return items.length > 0 ? [h('ul', items)] : [];
}

/** Every number that a figure may stand for, in words; undefined for an exact figure. */
function intervalText(value: Value, { locale, terms }: Context): string | undefined {
  const unit = displayUnit(value.decimal, value.unit, locale);
  const interval = convertInterval(value.interval, value.unit, unit);
  const { low, high, lowOpen, highOpen } = formulaOf(value) ? shortenInterval(interval, READABLE_DIGITS) : interval;
  if (low && high && compare(low, high) === 0) return undefined;
  const quantity = (end: Decimal): string => formatQuantity(end, unit, { locale, style: 'short' });
  const lower = low && terms.low(high ? formatNumber(low, locale) : quantity(low), lowOpen);
  const upper = high && terms.high(quantity(high), highOpen);
  return [lower, upper].filter(Boolean).join(terms.and);
}

/** Digits shown for the ends of a derived interval, whose quotients may have forty. */
const READABLE_DIGITS = 5;
