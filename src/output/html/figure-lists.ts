import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { figuresOf } from '../../assay/report/edition-tests.ts';
import { isFailing } from '../../assay/report/overview.ts';
import { relationInWords } from '../../assay/report/relation-words.ts';
import { relationsAt } from '../../assay/report/results.ts';
import type { ShownFigure, ShownRelation, ShownTests } from '../../assay/report/edition-tests.ts';
import { groupBy } from '../../core/diagnostics/text-order.ts';
import { type Decimal, decimal, digitCount, equals, negate, signOf, subtract } from '../../core/numbers/decimal.ts';
import { negateInterval, shortenInterval } from '../../core/numbers/interval.ts';
import { textIn } from '../../dataset/localised.ts';
import { type Correction, type Dataset, type Observation, type Quantity, quantityOf } from '../../dataset/model.ts';
import { convertInterval, type Unit } from '../../dataset/unit.ts';
import { printedBounds } from '../../figure/interval-text.ts';
import { unitText } from '../../figure/number-text.ts';
import { equalSign, printedFormula } from '../../figure/printed-formula.ts';
import { correctedText, quotedPrint } from '../../figure/printed-value.ts';
import { displayUnit } from '../../figure/scale.ts';
import { conditionOf, periodOf, printedIn, subjectOf, subjectsOf, thingOf } from '../../figure/subject.ts';
import { formulaOf, formulaText, inputsOf, observationOf, originKey, type Value } from '../../figure/value.ts';
import type { Locale } from '../../language/locale.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import type { ProvenanceWords } from '../../language/provenance-words.ts';
import type { SourcePlace } from '../../witness/source-place.ts';
import type { ReleaseId } from '../../dataset/brands.ts';

/** What the lists of the figures of a page are made from. */
export interface FigureListSources {
  readonly dataset: Dataset;
  readonly locale: LocaleId;
  /** The results of the tests of its figures: an entry then says how many relations agree, and which do not. */
  readonly tests?: ShownTests | undefined;
  /** Where statements stand in their sources: an entry then shows the words there, and leads to them. */
  readonly places?: ReadonlyMap<Observation, SourcePlace> | undefined;
  /** The ids of the items in the page's numbered list of sources, by release; empty where it has none. */
  readonly numbers: ReadonlyMap<string, { readonly id: string; readonly number: number }>;
}

/** Makes lists that say in words where figures come from. */
export interface FigureLists {
  /** A closed list of the figures of one block, each once; none where no figure of it has a source. */
  listOf(values: readonly Value[]): Element[];
  /** The same of a chart, which has many: one line for what one source says about one thing. */
  chartListOf(values: readonly Value[]): Element[];
}

type Content = ElementContent | string;

interface Context extends FigureListSources {
  readonly words: Locale;
  readonly terms: ProvenanceWords;
  readonly testsOf: ReadonlyMap<Observation, ShownFigure>;
  /** The figures of which an earlier list says all, by origin, and the reasons that it says. */
  readonly told: Set<string>;
}

export function figureLists(sources: FigureListSources): FigureLists {
  const fixed = words(sources.locale);
  const testsOf: Context['testsOf'] = sources.tests ? figuresOf(sources.tests) : new Map();
  const context: Context = { ...sources, words: fixed, terms: fixed.provenance, testsOf, told: new Set() };
  return {
    listOf: (values) => {
      const sourced = values.filter(({ origin: { kind } }) => kind === 'stated' || kind === 'derived');
      const alike = groupBy(sourced, (value) => `${originKey(value)} ${value.text}`);
      const entries = [...alike.values()].flatMap(([value]) => (value ? [entryOf(value, context)] : []));
      return closedList(entries.length, entries, context);
    },
    chartListOf: (values) => {
      const statements = finestOfEach(values);
      return closedList(statements.length, chartEntries(statements, context), context);
    },
  };
}

function closedList(count: number, entries: readonly Element[], { terms }: Context): Element[] {
  if (entries.length === 0) return [];
  const linked = new Set<string>();
  const items = entries.map((entry) => ({ ...entry, children: linkedOnce(entry.children, linked) }));
  return [h('details', { className: 'figures' }, [h('summary', terms.figures(count)), h('ul', items)])];
}

/** The content of an entry, in which a source that an earlier entry of the list links to is a plain number. */
function linkedOnce(content: readonly ElementContent[], linked: Set<string>): ElementContent[] {
  return content.flatMap((node) => {
    if (node.type !== 'element' || node.tagName !== 'a') return [node];
    const target = String(node.properties.href);
    const isKnown = linked.has(target);
    linked.add(target);
    return isKnown ? node.children : [node];
  });
}

/**
 * A figure, what it is about, and all that is known of where it comes from, as short sentences; where an earlier list
 * says that, only what was corrected and the source.
 */
function entryOf(value: Value, context: Context): Element {
  const stated = observationOf(value);
  const key = originKey(value);
  const isTold = context.told.has(key);
  context.told.add(key);
  const { stop, colon } = context.words;
  const subject = stated ? subjectOf(stated, context) : workedOut(value, context);
  const rows = stated ? statedRows(value, stated, isTold, context) : derivedRows(value, isTold, context);
  const sentences = rows.flatMap((row) => sentenceOf(row, stop, colon));
  return h('li', [h('b', plainSpaces(boundedText(value, context))), ` ${subject}`, ...sentences]);
}

/** A figure as its block prints it, with the sign or the "over" of a bound where the words around it there say that. */
function boundedText(value: Value, { words: { qualifier: said } }: Context): string {
  const stated = observationOf(value);
  const quantity = stated && quantityOf(stated);
  if (!quantity) return value.text;
  const { text } = signed(value, quantity);
  return quantity.qualifier && !value.qualifier ? said[quantity.qualifier](text) : text;
}

/** A figure with its sign, of which a text prints the amount: "fell 6.4%". */
function signed(value: Value, { decimal }: Pick<Quantity, 'decimal'>): Value {
  const isAmount = signOf(decimal) < 0 && signOf(value.decimal) > 0;
  if (!isAmount) return value;
  const { text, interval } = value;
  return value.with({
    text: text.replace(/\d/, '−$&'),
    decimal: negate(value.decimal),
    interval: negateInterval(interval),
  });
}

/** `. Printed: 147.20 Mt`; nothing where there is nothing to say. */
function sentenceOf([term, ...content]: Row, stop: string, colon: string): Content[] {
  return content.length > 0 ? [stop + (term && term + colon), ...content] : [];
}

/** `= 14.72 Mt ÷ 81.75 Mt`; in words where a figure rests on no others. */
function workedOut(value: Value, { locale, words: { flag } }: Context): string {
  const isFigures = inputsOf(formulaOf(value) ?? []).length > 0;
  return isFigures
    ? `${equalSign(value, locale)} ${plainSpaces(formulaText(printedFormula(value, locale), ({ text }) => text))}`
    : flag.derived;
}

/** What stands after a label; nothing where that is not known. */
type Row = readonly [term: string, ...content: Content[]];

function statedRows(value: Value, stated: Observation, isTold: boolean, context: Context): Row[] {
  const { terms, words: fixed, locale } = context;
  const { correction, printed, release } = stated;
  const status = value.flags.filter((flag) => flag !== 'corrected' && flag !== 'derived');
  const condition = conditionOf(stated, context);
  const more: Row[] = [
    [terms.evidence, ...evidenceContent(correction, context)],
    [terms.interval, ...some(intervalText(signed(value, quantityOf(stated) ?? value), context.locale))],
    ...testRows(context.testsOf.get(stated), context),
  ];
  return [
    [printedIn(stated, context.dataset, locale), ...(correction && printed ? [quotedPrint(stated, locale)] : [])],
    [terms.corrected, ...some(correctedText(stated, locale))],
    ...(isTold ? [] : more),
    [
      terms.status,
      ...some(
        [...status.map((flag) => fixed.flag[flag]), ...some(condition && terms.condition(condition))].join(fixed.comma),
      ),
    ],
    [...sourceRow([release.id], context), ...(isTold ? [] : placeContent(context.places?.get(stated), context))],
  ];
}

/** The words of the source in which a figure stands, with the figure marked: a link to them. */
function placeContent(place: SourcePlace | undefined, { locale }: Context): Content[] {
  if (!place) return [];
  const { before, marked, after, url, language } = place;
  const words = h('q', { lang: language === locale ? undefined : language }, [before, h('mark', marked), after]);
  return [' ', url !== undefined && isWebAddress(url) ? h('a', { href: url }, words) : words];
}

function derivedRows(value: Value, isTold: boolean, context: Context): Row[] {
  const inputs = inputsOf(formulaOf(value) ?? []);
  const { terms } = context;
  const releases = new Set(inputs.flatMap((input) => observationOf(input)?.release.id ?? []));
  return [
    [terms.interval, ...some(isTold ? undefined : intervalText(value, context.locale))],
    [terms.inputs, ...some(isTold ? undefined : subjectsOf(inputs, context))],
    sourceRow([...releases], context),
  ];
}

/** The sources of a figure, of which `at` says the place for machines only. A number in brackets needs no label. */
function sourceRow(releases: readonly ReleaseId[], context: Context): Row {
  const { sources, comma } = context.words;
  const label = releases.every((id) => context.numbers.has(id)) ? '' : sources.title(releases.length);
  return [label, ...joined(releases, (id) => releaseContent(id, context), comma)];
}

/** How many relations agree with a figure, and what those say that do not, or why that is known. */
function testRows(tested: ShownFigure | undefined, context: Context): Row[] {
  const { terms, tests } = context;
  if (!tested || !tests) return [];
  const decisive = relationsAt(tests, tested.relations).filter(({ strength }) => strength !== 'evidence');
  const failing = decisive.filter(isFailing);
  const excepted = decisive.filter(({ verdict, exception }) => verdict === 'contradicted' && exception);
  const against = new Set([...failing, ...excepted].map(nameOf));
  const agreeing = new Set(decisive.map(nameOf).filter((name) => !against.has(name)));
  const { standing } = tested;
  const word = standing in terms.standings ? terms.standings[standing as keyof typeof terms.standings] : undefined;
  return [
    ['', ...some(word && word.charAt(0).toUpperCase() + word.slice(1))],
    [terms.failed, ...some(saying(failing, context))],
    [terms.excepted, ...some(reasonsOf(excepted, context))],
    [terms.relations, ...some(passedText(agreeing.size, against.size, terms))],
  ];
}

/** Why disagreements are known: the whole reason once on a page. */
function reasonsOf(excepted: readonly ShownRelation[], { terms, words: fixed, locale, told }: Context): string {
  const reasons = unique(excepted.map(({ exception }) => withoutStop(textIn(exception?.reason ?? new Map(), locale))));
  const text = reasons.join(fixed.separator);
  if (text !== '' && told.has(text)) return terms.asBefore;
  told.add(text);
  return text;
}

/** How many relations agree with a figure; nothing where all of its relations contradict it. */
function passedText(agreeing: number, against: number, terms: ProvenanceWords): string | undefined {
  if (agreeing + against === 0) return terms.untested;
  return agreeing > 0 ? String(agreeing) : undefined;
}

function nameOf({ relation, name }: ShownRelation): string {
  return relation?.id ?? name;
}

/** Relations in words; their number where there are none. */
function saying(failing: readonly ShownRelation[], context: Context): string {
  const { dataset, tests = { figures: [], relations: [], statements: [] }, locale, words: fixed, terms } = context;
  const said = failing.map((one) => withoutStop(relationInWords(one, { dataset, tests, locale }))).filter(Boolean);
  const count = new Set(failing.map(nameOf)).size;
  return said.length > 0 ? unique(said).join(fixed.separator) : count > 0 ? terms.count(count) : '';
}

function evidenceContent(correction: Correction | undefined, context: Context): Content[] {
  if (correction?.isByArithmetic) return [context.terms.arithmetic];
  return joined(correction?.evidence ?? [], (id) => releaseContent(id, context), context.words.comma);
}

/** The number of a release in the list of sources; where the page has none, its publisher, with a link, and its date. */
function releaseContent(id: ReleaseId, { dataset, locale, words: fixed, numbers }: Context): Content[] {
  const numbered = numbers.get(id);
  if (numbered) return ['[', h('a', { href: `#${numbered.id}` }, `${numbered.number}`), ']'];
  const release = dataset.releases.get(id);
  if (!release) return [id];
  const { url } = release.source;
  const publisher = textIn(release.source.publisher, locale);
  const name = url !== undefined && isWebAddress(url) ? h('a', { href: url }, publisher) : publisher;
  return [name, fixed.comma, fixed.date(release.published)];
}

/** Whatever else an address of the dataset may begin with, only these lead to a page. */
function isWebAddress(url: string): boolean {
  return /^https?:\/\//i.test(url);
}

/** A statement that a chart draws and the text above it has too is reported once, with the most digits. */
function finestOfEach(values: readonly Value[]): Value[] {
  const alike = groupBy(values.filter(observationOf), originKey);
  return [...alike.values()].flatMap((same) => {
    const digits = Math.max(...same.map((value) => digitCount(value.decimal)));
    return same.find((value) => digitCount(value.decimal) === digits) ?? [];
  });
}

/** `Refined copper: 13.6 (2024) [8], 14.72 (2025) [1]`: a line for each thing that a chart shows. */
function chartEntries(values: readonly Value[], context: Context): Element[] {
  const { comma, separator, colon, open, close } = context.words;
  const stated = values.flatMap((value) => {
    const observation = observationOf(value);
    if (!observation) return [];
    const text = plainSpaces(boundedText(value, context) + open + periodOf(observation, context) + close);
    return [{ text, thing: thingOf(observation, context), release: observation.release.id }];
  });
  const things = groupBy(stated, ({ thing }) => thing);
  return [...things].map(([thing, figures]) => {
    const releases = [...groupBy(figures, ({ release }) => release)];
    const parts = joined(
      releases,
      ([release, own]) => {
        const [label, ...origin] = sourceRow([release], context);
        return [unique(own.map(({ text }) => text)).join(comma), label ? comma + label + colon : ' ', ...origin];
      },
      separator,
    );
    return h('li', [h('b', thing), colon, ...parts]);
  });
}

function joined<T>(items: readonly T[], contentOf: (item: T) => Content[], between: string): Content[] {
  return items.flatMap((item, at) => [...(at > 0 ? [between] : []), ...contentOf(item)]);
}

function some(text: string | undefined): string[] {
  return text ? [text] : [];
}

/** A sentence that goes on. */
function withoutStop(sentence: string): string {
  return sentence.replace(/[.。]$/u, '');
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

/** Lists may break anywhere between words. */
function plainSpaces(text: string): string {
  return text.replaceAll('\u00A0', ' ');
}

/** Digits shown for the ends of a derived interval, whose quotients may have forty. */
const READABLE_DIGITS = 5;

/**
 * Every number that a figure may stand for, in the unit in which it is printed; undefined where that is
 * what its digits say.
 */
function intervalText(value: Value, locale: LocaleId): string | undefined {
  const unit = printedUnit(value, locale);
  const interval = convertInterval(value.interval, value.unit, unit);
  const { low, high } = interval;
  if (low && high && isRounding(subtract(high, low), value.decimals)) return undefined;
  const shown = formulaOf(value) ? shortenInterval(interval, READABLE_DIGITS) : interval;
  return printedBounds(shown, unit, locale)?.text.replaceAll('\u00A0', ' ');
}

/** The unit in which a figure is printed: its own, unless the locale says it in another. */
function printedUnit({ decimal: number, suffix, unit }: Value, locale: LocaleId): Unit {
  const names = [unitText(unit, locale, 'long'), unitText(unit, locale, 'short')];
  const isOwn = ['', ...names].includes(suffix.trim());
  return isOwn ? unit : displayUnit(number, unit, locale);
}

/** Whether an interval of that width is that of an exact figure, or of one that is rounded to its last digit. */
function isRounding(width: Decimal, decimals: number): boolean {
  return signOf(width) === 0 || equals(width, decimal(1, -decimals));
}
