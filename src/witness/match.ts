import { signOf } from '../core/numbers/decimal.ts';
import type { Dataset, Observation, Quantity, Release } from '../dataset/model.ts';
import { ownStatementsOf } from '../dataset/statements.ts';
import { dayAfter, type Period, periodYearEarlier } from '../dataset/period.ts';
import { sameDimension, type Unit } from '../dataset/unit.ts';
import type { Block, Cell, Numeral, Paragraph, SourceDocument, Table } from '../source-document/source-document.ts';
import type { SourceRecord } from '../source-document/source-record.ts';
import { folded, type Vocabulary } from '../source-document/vocabulary.ts';
import { MISSING } from '../source-document/table-heads.ts';
import { lowered, narrowed } from '../source-document/numerals.ts';
import type { SourceHedge } from '../language/witness-words.ts';
import { endsOf, likeness, unitsOf, unscaled } from './figure.ts';
import { type Candidate, CandidateIndex, type HeadsSaid } from './candidate-index.ts';
import { type LabelFound, Labels } from './labels.ts';
import { blocksAt } from './locator.ts';
import { comparesBack, measuresNamed, type Said, type SaidBase, saidIn, type SaidMeasure } from './said.ts';

/** What does not agree between a statement and a numeral. */
export type Fault = 'digits' | 'unit' | 'sign' | 'hedge' | 'measure' | 'base' | 'label' | 'place';

/** What a matched release is. */
export interface Matched {
  readonly statements: readonly Observation[];
  readonly candidates: readonly Candidate[];
  readonly index: CandidateIndex;
  /** The numeral of each statement that was found. */
  readonly found: ReadonlyMap<Observation, Candidate>;
  readonly takenBy: ReadonlyMap<Candidate, Observation>;
  /** Statements of zero whose cell holds a dash or the like. */
  readonly nils: ReadonlySet<Observation>;
  /** Where a statement says that it stands; undefined where its place names nothing. */
  readonly placeOf: (statement: Observation) => readonly Block[] | 'anywhere' | undefined;
  readonly faultsOf: (statement: Observation, candidate: Candidate) => readonly Fault[];
  readonly labels: Labels;
}

/** A source that was read, with what was found in it. */
export interface SourceReading {
  readonly document: SourceDocument;
  readonly record: SourceRecord;
  readonly vocabulary: Vocabulary;
  readonly matched: Matched;
}

/** A source with all that is said about its numerals. */
export interface Understood {
  readonly document: SourceDocument;
  readonly candidates: readonly Candidate[];
  readonly labels: Labels;
  readonly vocabulary: Vocabulary;
}

/** What a source says about its numerals, in the words that it has for the indicators of a release. */
export function understand(
  dataset: Dataset,
  release: Release,
  document: SourceDocument,
  vocabulary: Vocabulary,
): Understood {
  const indicators = new Set(ownStatementsOf(release).map(({ indicator }) => indicator));
  const labels = new Labels(dataset, release, indicators, vocabulary);
  return { document, labels, vocabulary, candidates: candidatesOf(document, labels, vocabulary) };
}

/** Finds a numeral for each statement that has a figure, each for one statement only. */
export function matchStatements(
  dataset: Dataset,
  statements: readonly Observation[],
  { document, labels, vocabulary, candidates }: Understood,
): Matched {
  const places = new Map<string, readonly Block[] | undefined>();
  const placeOf = ({ at }: Observation): readonly Block[] | 'anywhere' | undefined => {
    if (at === undefined) return 'anywhere';
    if (!places.has(at)) places.set(at, blocksAt(document, at));
    return places.get(at);
  };
  const sets = new Map<string, ReadonlySet<Block>>();
  const setOf = (at: string | undefined, place: readonly Block[] | 'anywhere' | undefined): Scope['place'] => {
    if (at === undefined || !Array.isArray(place)) return undefined;
    const known = sets.get(at) ?? new Set<Block>(place);
    sets.set(at, known);
    return known;
  };
  const faultsOf = (statement: Observation, candidate: Candidate): readonly Fault[] =>
    faultsBetween(statement, candidate, {
      dataset,
      labels,
      vocabulary,
      place: setOf(statement.at, placeOf(statement)),
    });
  const index = new CandidateIndex(candidates);
  const fits = new Map<Observation, readonly Candidate[]>();
  for (const statement of statements) {
    if (!statement.printed || statement.words !== undefined) continue;
    const place = placeOf(statement);
    const alike = index.alike(statement);
    const near = Array.isArray(place) && place.length < alike.length ? index.within(place) : alike;
    const fitting = near.filter((one) => faultsOf(statement, one).length === 0);
    fits.set(
      statement,
      fitting.toSorted((a, b) => Number(a.numeral.kind !== undefined) - Number(b.numeral.kind !== undefined)),
    );
  }
  const takenBy = paired(fits);
  const found = new Map([...takenBy].map(([candidate, statement]) => [statement, candidate]));
  const nils = new Set(statements.filter((one) => isNilAt(one, placeOf(one))));
  return { statements, candidates, index, found, takenBy, nils, placeOf, faultsOf, labels };
}

/** Whether a statement of zero stands in a cell that holds what tables print for it: what a dash means, its mapping says. */
function isNilAt({ printed, words }: Observation, place: readonly Block[] | 'anywhere' | undefined): boolean {
  if (!printed || words !== undefined || printed.decimal.coefficient !== 0n || !Array.isArray(place)) return false;
  const [cell, ...others] = place as readonly Block[];
  return others.length === 0 && cell?.kind === 'cell' && MISSING.test(cell.text.trim());
}

function candidatesOf(document: SourceDocument, labels: Labels, vocabulary: Vocabulary): Candidate[] {
  const heads = new HeadLabels(labels);
  const years = document.areExcerpts === true ? undefined : yearsOf(document, vocabulary);
  let before: LabelFound | undefined;
  let section = '';
  return document.blocks.flatMap((block, at) => {
    const isFigure = isTableFigure(block);
    const said = isFigure ? [] : saidIn(block, vocabulary);
    const found = isFigure ? (block.numerals.length === 0 ? [] : heads.of(block)) : labels.in(narrowed(block.text));
    const listed = isFigure ? undefined : labels.listed(found, block);
    const own = block.kind === 'paragraph' ? block.section : '';
    if (own !== section) [section, before] = [own, undefined];
    const inherited = before && { ...before, start: -1, end: -1, bond: 1 as const };
    before = found.at(-1) ?? before;
    const first = new Set(block.numerals.map(({ rangeFrom }) => rangeFrom));
    return block.numerals.flatMap((numeral, index): Candidate[] => {
      const list = listed?.get(numeral) ?? [];
      const near = isFigure
        ? found
        : list.length === 1
          ? list
          : labels.of(found, block, numeral, said[index] ?? NOTHING_SAID);
      const isLed = near.some(({ end }) => end <= numeral.from);
      const one = {
        block,
        at,
        numeral,
        index,
        said: said[index] ?? (isFigure ? saidOfCell(numeral) : NOTHING_SAID),
        labels: isLed || !inherited || block.kind === 'cell' ? near : [...near, inherited],
        opensRange: first.has(index),
        years: isFigure ? undefined : years,
        heads: isFigure ? headsSaid(block, vocabulary, heads.areNamed(block.table)) : undefined,
      };
      // Each statement takes one: what is said about several things stands there once for each.
      return list.length < 2 ? [one] : list.map((label) => sharedBy(one, label));
    });
  });
}

function sharedBy(candidate: Candidate, label: LabelFound): Candidate {
  return { ...candidate, labels: [label], isShared: true };
}

/** The labels in the heads and the title of a cell; where its heads are in doubt, those of the whole table. */
class HeadLabels {
  readonly #labels: Labels;
  readonly #known = new Map<string, readonly LabelFound[]>();
  readonly #ofTable = new Map<Table, LabelFound & { readonly ids: Set<string> }>();

  constructor(labels: Labels) {
    this.#labels = labels;
  }

  of(cell: Cell): readonly LabelFound[] {
    const { table } = cell;
    const { row, column } = table.headsOf(cell);
    const own = [...row, ...column, ...table.aroundOf(cell), table.title].flatMap((head) => this.#in(head));
    return cell.doubts.length > 0 ? [...own, this.#inTable(table)] : own;
  }

  /** Whether a head of a table, or its title, names an indicator. */
  areNamed(table: Table): boolean {
    return this.#inTable(table).ids.size > 0;
  }

  #in(head: string): readonly LabelFound[] {
    const found = this.#known.get(head) ?? this.#labels.in(narrowed(head));
    this.#known.set(head, found);
    return found;
  }

  #inTable(table: Table): LabelFound {
    const all = this.#ofTable.get(table) ?? {
      start: 0,
      end: 0,
      words: table.title,
      ids: new Set<string>(),
      bond: 1 as const,
    };
    if (!this.#ofTable.has(table))
      for (const head of [...table.heads, table.title])
        for (const { ids } of this.#in(head)) for (const id of ids) all.ids.add(id);
    this.#ofTable.set(table, all);
    return all;
  }
}

/** Whether a block is the cell of a table with a figure alone, and not one of sentences. */
export function isTableFigure(block: Block): block is Cell {
  return block.kind === 'cell' && !block.isProse;
}

/** A cell says its sign; what it measures, its heads say in words that nobody reads here. */
function saidOfCell({ sign }: Numeral): Said {
  const measures = new Set(['level', 'growth', 'average', 'share', 'change', 'difference', 'ratio'] as const);
  return { ...NOTHING_SAID, sign: sign === -1 ? 'down' : sign === 1 ? 'up' : undefined, measures };
}

/**
 * Whether the years and quarters that the heads of a cell name are those of a period; heads without one fit every period. Where
 * its heads are in doubt, those of the whole table count.
 */
export function fitsPeriod({ period }: Observation, { doubts, table }: Cell, said: HeadsSaid | undefined): boolean {
  const isOf = ({ years, quarters }: Pick<HeadsSaid, 'years' | 'quarters'>): boolean => {
    const isYear =
      years.length === 0 || years.some((year) => period.text.includes(year) || period.end.startsWith(year));
    return isYear && (quarters.length === 0 || period.kind !== 'quarter' || quarters.includes(partOf(period)));
  };
  return !said || isOf(said) || (doubts.length > 0 && isOf(saidInTable(table)));
}

/** `Q3`, `3Q25`. */
const QUARTERS = /(?<![\p{L}\d])(?:Q[1-4](?!\d)|[1-4]Q(?!\p{L}))/giu;
const YEARS = /(?<!\d)(?:19|20)\d\d(?!\d)/g;

const rated = new WeakMap<Vocabulary, RegExp>();

/** Whether words name something that is one per another. */
function isRated(words: string, vocabulary: Vocabulary): boolean {
  const pattern = rated.get(vocabulary) ?? new RegExp(vocabulary.locale.witness.rated, 'iu');
  rated.set(vocabulary, pattern);
  return pattern.test(words);
}

function headsSaid(cell: Cell, vocabulary: Vocabulary, areNamed: boolean): HeadsSaid {
  const { row, column } = cell.table.headsOf(cell);
  const heads = [...column, ...row];
  const named = (texts: readonly string[]): Set<SaidMeasure> =>
    new Set(texts.flatMap((text) => [...measuresOfHead(text, vocabulary)]));
  const own = named(column);
  return {
    ...periodsIn(heads),
    areNamed,
    isRated: heads.some((head) => isRated(head, vocabulary)),
    measures: { own, all: new Set([...own, ...named([...row, ...cell.table.aroundOf(cell), cell.table.title])]) },
  };
}

const knownHeads = new WeakMap<Vocabulary, Map<string, ReadonlySet<SaidMeasure>>>();

/** What a head may say that the figures below it measure. */
function measuresOfHead(head: string, vocabulary: Vocabulary): ReadonlySet<SaidMeasure> {
  const known = knownHeads.get(vocabulary) ?? new Map<string, ReadonlySet<SaidMeasure>>();
  knownHeads.set(vocabulary, known);
  const found = known.get(head) ?? measuresNamed(head, vocabulary);
  known.set(head, found);
  return found;
}

function periodsIn(heads: readonly string[]): Pick<HeadsSaid, 'years' | 'quarters'> {
  return {
    years: heads.flatMap((head) => head.match(YEARS) ?? []),
    quarters: heads.flatMap((head) => Array.from(head.matchAll(QUARTERS), ([text]) => Number(/\d/.exec(text)?.[0]))),
  };
}

const saidInTables = new WeakMap<Table, Pick<HeadsSaid, 'years' | 'quarters'>>();

function saidInTable(table: Table): Pick<HeadsSaid, 'years' | 'quarters'> {
  const found = saidInTables.get(table) ?? periodsIn(table.heads);
  saidInTables.set(table, found);
  return found;
}

const NOTHING_SAID: Said = {
  sign: undefined,
  hedge: undefined,
  measures: new Set(),
  near: new Set(),
  base: undefined,
  allBases: [],
  foreign: [],
  sentence: 0,
  words: [],
};

interface Scope {
  readonly dataset: Dataset;
  readonly labels: Labels;
  readonly vocabulary: Vocabulary;
  readonly place: ReadonlySet<Block> | undefined;
}

function faultsBetween(
  statement: Observation,
  candidate: Candidate,
  { dataset, labels, vocabulary, place }: Scope,
): readonly Fault[] {
  const { printed, measure, claim } = statement;
  if (!printed) return ['digits'];
  const { numeral, said, block, opensRange } = candidate;
  const faults: Fault[] = [];
  const isFigure = isTableFigure(block);
  const own = unitsSaid(numeral, printed.unit, isFigure, dataset.units);
  // Bushels over a row of yields per acre are bushels per acre.
  const isPer =
    isFigure &&
    numeral.isHeadUnit === true &&
    !own.some((unit) => isUnitOf(unit, printed.unit)) &&
    candidate.heads?.isRated === true;
  // A yield that is "down 33 pounds" is so per acre, if its text says that somewhere.
  const isShort = !isFigure && isPartOf(own, printed.unit) && isRated(block.text, vocabulary);
  const units = isPer
    ? [printed.unit]
    : isShort
      ? own.flatMap((unit) => perOther(unit, printed.unit, dataset.units))
      : own;
  const like = likenessOf(statement, candidate, units);
  if (!like.digits) faults.push('digits');
  if (!like.unit && (like.digits || !units.some((unit) => isUnitOf(unit, printed.unit)))) faults.push('unit');
  if (claim === undefined) {
    if (!fitsSign(statement, said, numeral) || !fitsEnds(printed, candidate)) faults.push('sign');
    // A range is typed without such a word.
    const isHedged = printed.ends !== undefined || printed.qualifier === said.hedge;
    if (!isHedged && !isSoftHedge(printed.qualifier, said.hedge)) faults.push('hedge');
    else if ((printed.ends !== undefined) !== (numeral.rangeFrom !== undefined) || opensRange) faults.push('hedge');
    if (isFigure ? !fitsHeads(statement, candidate) : !fitsMeasure(statement, candidate, vocabulary))
      faults.push('measure');
    if (
      isFigure
        ? !fitsPeriod(statement, block, candidate.heads) || (COMPARED.has(measure) && !fitsBaseHeads(statement, block))
        : !fitsPart(statement, said) ||
          !fitsYears(statement, candidate) ||
          (COMPARED.has(measure) && !fitsBase(statement, candidate, vocabulary))
    )
      faults.push('base');
  }
  // Heads that name anything name all that stands below them; a sentence need not.
  const isNamed = candidate.heads?.areNamed === true || candidate.labels.length > 0;
  if ((labels.has(statement.indicator) || candidate.isShared) && isNamed) {
    if (!candidate.labels.some(({ ids }) => ids.has(statement.indicator.id))) faults.push('label');
  }
  if (place && !place.has(block)) faults.push('place');
  return faults;
}

/**
 * The units that the words of a numeral may mean. Where it has none, that of the statement: of a cell in any unit, of a numeral in
 * prose in any but per cent. Of a numeral with a scale alone the scale counts: "raised 1.8 million to 39.4 million".
 */
function unitsSaid(
  numeral: Numeral,
  typed: Unit,
  isFigure: boolean,
  declared: ReadonlyMap<string, Unit>,
): readonly Unit[] {
  const { units, power } = numeral;
  const isShare = typed.code === '%' || typed.code === 'pp';
  if (units.length > 0) {
    const found = unitsOf(numeral, declared);
    // A word for anything that is counted, where the dataset has one of its own: 41个 of lines of business.
    return declared.has(typed.code) && units.includes('count') && power === 0 ? [...found, typed] : found;
  }
  if (power > 0) return unitsOf({ units: [unscaled(typed)], power }, declared);
  if (isFigure) return [typed];
  const counts = unitsOf(numeral, declared);
  // A number without words is one of what is counted, and has no scale.
  const isScaled = unscaled(typed) !== typed.code;
  const isSilent = !isShare && !isScaled && !counts.some((unit) => sameDimension(unit, typed));
  return isSilent ? [...counts, typed] : counts;
}

/** Whether one of some units is what stands above in a quotient. */
function isPartOf(found: readonly Unit[], { code }: Unit): boolean {
  const [over] = code.split('/');
  return over !== code && found.some((unit) => unscaled(unit) === over);
}

function perOther(unit: Unit, { code }: Unit, declared: ReadonlyMap<string, Unit>): readonly Unit[] {
  return unitsOf({ units: [`${unit.code}/${code.split('/')[1] ?? ''}`], power: 0 }, declared);
}

function isUnitOf(
  a: { readonly dimension: ReadonlyMap<string, number>; readonly code: string },
  b: Observation['indicator']['unit'],
): boolean {
  if ((a.code === 'pp') !== (b.code === 'pp') || a.dimension.size !== b.dimension.size) return false;
  return [...a.dimension].every(([base, power]) => b.dimension.get(base) === power);
}

function likenessOf(
  statement: Observation,
  { block, numeral }: Candidate,
  units: ReturnType<typeof unitsOf>,
): ReturnType<typeof likeness> {
  const { printed } = statement;
  if (!printed) return { digits: false, unit: false };
  const [low, high = low] = endsOf(statement);
  const first = numeral.rangeFrom === undefined ? undefined : block.numerals[numeral.rangeFrom];
  const last = likeness(printed, numeral, units, high);
  if (!printed.ends || !first) return last;
  const other = likeness(printed, { ...first, units: numeral.units, power: first.power || numeral.power }, units, low);
  return { digits: last.digits && other.digits, unit: last.unit && other.unit };
}

/** `nearly` and `almost` are read as `about` by some people, and `slightly over` as `over`; both say so. */
function isSoftHedge(typed: SourceHedge | undefined, said: SourceHedge | undefined): boolean {
  const pair = [typed ?? '', said ?? ''].toSorted().join();
  return pair === 'about,slightly under' || pair === 'over,slightly over' || pair === 'slightly under,under';
}

/** Whether the sign of a change is that which the words give it; of a level only a printed sign counts. */
function fitsSign({ measure, printed }: Observation, said: Said, { sign }: Numeral): boolean {
  const isNegative = (printed?.decimal.coefficient ?? 0n) < 0n;
  const isZero = printed?.decimal.coefficient === 0n;
  if (measure === 'level' || measure === 'share' || ['lower', 'upper', 'margin', 'ratio'].includes(measure)) {
    // A deficit or loss may be typed below zero.
    return isNegative ? sign === -1 || said.sign === 'either' || said.sign === 'down' : sign !== -1;
  }
  if (isZero || said.sign === 'either') return true;
  return isNegative ? said.sign === 'down' : said.sign !== 'down';
}

/** What a sentence says where it states each measure; the ends of intervals are said in many ways. */
const SAID_AS: Readonly<Partial<Record<Observation['measure'], SaidMeasure>>> = {
  level: 'level',
  growth: 'growth',
  cagr: 'average',
  share: 'share',
  change: 'change',
  difference: 'difference',
  ratio: 'ratio',
};

/** A range from below zero to above has the minus sign before its first end. */
function fitsEnds({ ends }: Quantity, { block, numeral: { rangeFrom } }: Candidate): boolean {
  if (!ends || rangeFrom === undefined || signOf(ends[0]) === signOf(ends[1])) return true;
  return (block.numerals[rangeFrom]?.sign === -1) === signOf(ends[0]) < 0;
}

/** Measures that a sentence says by a word: no figure is one of them without it. */
const NAMED: ReadonlySet<SaidMeasure> = new Set(['average', 'share', 'ratio', 'difference', 'change']);

/** Measures that are compared with an earlier period. */
const COMPARED: ReadonlySet<Observation['measure']> = new Set(['growth', 'change', 'ratio', 'cagr']);

/** Whether the words of a figure do not say that it measures something else. */
function fitsMeasure(
  { measure, indicator, printed }: Observation,
  { said, labels }: Candidate,
  vocabulary: Vocabulary,
): boolean {
  // The level of a rate may itself be a growth, a share or a number of points.
  const unit = printed?.unit.code;
  const isRate = measure === 'level' && indicator.unit.code === unit && (unit === '%' || unit === 'pp');
  const asked = SAID_AS[measure];
  if (asked === undefined || said.measures.has(asked)) return true;
  if (isRate) return !(said.measures.size === 1 && said.measures.has('average'));
  const named = (): boolean => labels.some(({ words }) => measuresNamed(words, vocabulary).has(asked));
  if (said.measures.size > 0) return asked !== 'level' && !NAMED.has(asked) && named();
  return !NAMED.has(asked) || said.near.has(asked) || named();
}

/** The years that a document names, and whether it compares with the year before. */
function yearsOf({ blocks }: SourceDocument, vocabulary: Vocabulary): NonNullable<Candidate['years']> {
  const named = new Set<number>();
  let isComparedBack = false;
  for (const { text } of blocks) {
    for (const year of text.match(YEARS) ?? []) named.add(Number(year));
    isComparedBack ||= comparesBack(text, vocabulary);
  }
  return { named, isComparedBack };
}

/**
 * Whether a figure may be of its period: one of the years that the release is about or appears in, one that its source names, or the
 * year before where the source compares with it.
 */
export function fitsYears({ period, release }: Observation, { years }: Candidate): boolean {
  if (!years) return true;
  const { start, end } = release.period;
  const last = release.published > end ? release.published : String(end);
  const before = Number(start.slice(0, 4)) - 1;
  if (overlaps(period, { start, end: last }) || (years.isComparedBack && isIn(before, period))) return true;
  return [...years.named].some((year) => isIn(year, period));
}

/** Whether two spans have a year in common. */
function overlaps(a: Record<'start' | 'end', string>, b: Record<'start' | 'end', string>): boolean {
  return a.start.slice(0, 4) <= b.end.slice(0, 4) && b.start.slice(0, 4) <= a.end.slice(0, 4);
}

/** Whether a quarter or half is the one that the sentence is about, where it names one of its kind, and the year that it names. */
function fitsPart({ period }: Observation, { part, year }: Said): boolean {
  return (part?.kind !== period.kind || part.number === partOf(period)) && (year === undefined || isIn(year, period));
}

/** Whether a period has days in a year. */
export function isIn(year: number, { start, end }: Period): boolean {
  return Number(start.slice(0, 4)) <= year && year <= Number(end.slice(0, 4));
}

/** Whether the heads of a cell do not name another measure, and name those which no figure has without a word. */
function fitsHeads({ measure, indicator }: Observation, { heads }: Candidate): boolean {
  const asked = SAID_AS[measure];
  if (!heads || asked === undefined || asked === 'level' || asked === 'difference' || asked === 'change') return true;
  const { own, all } = heads.measures;
  if (own.has(asked)) return true;
  return NAMED.has(asked) ? all.has(asked) : own.size === 0 || indicator.unit.code === '%';
}

/** Whether a base of a cell is a year earlier, or one whose year the table names. */
function fitsBaseHeads({ period, base, counterpart }: Observation, { table, doubts }: Cell): boolean {
  if (base === undefined || counterpart !== undefined || doubts.length > 0) return true;
  const earlier = periodYearEarlier(period);
  const isDefault = base.start === earlier.start && base.end === earlier.end;
  return isDefault || (base.kind === period.kind && saidInTable(table).years.includes(base.end.slice(0, 4)));
}

/** Whether a base is what the words say; where they are silent, a year earlier, or one that other words of the paragraph name. */
function fitsBase(statement: Observation, { said, block }: Candidate, vocabulary: Vocabulary): boolean {
  const { base: own, allBases } = said;
  const { period, base = periodYearEarlier(period), counterpart, measure } = statement;
  // Compared with another release, whose name no sentence says.
  if (counterpart !== undefined) return true;
  const isAverage = measure === 'cagr';
  // An average is one of years that its paragraph names, in whatever words.
  if (isAverage && said.measures.size === 1) return true;
  if (own && !isAverage) return isBase(own, base, period);
  const isDefault = base.start === periodYearEarlier(period).start && base.end === periodYearEarlier(period).end;
  if (isDefault && !isAverage) return true;
  if (allBases.some((other) => isBase(other, base, period))) return true;
  if (base.kind === 'month' && isRightBefore(base, period) && namesMonth(block, base, vocabulary)) return true;
  return (isAverage || base.kind === 'year' || isSamePart(base, period)) && yearsIn(block).has(base.end.slice(0, 4));
}

/** Whether a paragraph names a month: "from 3.43 per dollar in December". */
function namesMonth({ text }: Block, { start }: Period, { locale }: Vocabulary): boolean {
  const name = locale.calendar.months[Number(start.slice(5, 7)) - 1];
  return name !== undefined && text.includes(name);
}

/** Whether two periods are the same part of their years. */
function isSamePart(a: Period, b: Period): boolean {
  return a.start.slice(4) === b.start.slice(4) && a.end.slice(4, 7) === b.end.slice(4, 7);
}

const yearsKnown = new WeakMap<Block, ReadonlySet<string>>();

/** The years that a paragraph names. */
function yearsIn(block: Block): ReadonlySet<string> {
  const found = yearsKnown.get(block) ?? new Set(block.text.match(YEARS));
  yearsKnown.set(block, found);
  return found;
}

function isBase({ back, year, part, isEdge = false }: SaidBase, base: Period, period: Period): boolean {
  if (back === 'year') return isYearEarlier(base, period);
  if (back === 'previous')
    return !isYearEarlier(base, period) || period.kind === 'year' || period.kind === 'split year'
      ? isRightBefore(base, period)
      : false;
  if (back !== undefined) return base.kind === back && isRightBefore(base, period);
  if (year !== undefined && Number(base.end.slice(0, 4)) !== year && Number(base.start.slice(0, 4)) !== year)
    return false;
  // A year alone is that year, or the same part of it; its end is a day.
  if (part === undefined)
    return isEdge || base.kind === 'year' || base.kind === 'split year' || isSamePart(base, period);
  return base.kind === part.kind
    ? partOf(base) === part.number
    : part.kind === 'month' && Number(base.end.slice(5, 7)) === part.number;
}

function isYearEarlier(base: Period, period: Period): boolean {
  const earlier = periodYearEarlier(period);
  return base.end === earlier.end || (base.start === earlier.start && base.kind === earlier.kind);
}

function isRightBefore(base: Period, period: Period): boolean {
  return dayAfter(base.end) === period.start;
}

/** The number of a quarter, half or month in its year. */
export function partOf({ kind, start }: Period): number {
  const month = Number(start.slice(5, 7));
  return kind === 'quarter' ? Math.ceil(month / 3) : kind === 'half' ? Math.ceil(month / 6) : month;
}

/** One candidate for as many statements as possible (H. W. Kuhn's augmenting paths), in the order given. */
function paired(fits: ReadonlyMap<Observation, readonly Candidate[]>): Map<Candidate, Observation> {
  const takenBy = new Map<Candidate, Observation>();
  const place = (statement: Observation, seen: Set<Candidate>): boolean => {
    const fitting = fits.get(statement) ?? [];
    // Most find one that is free: thousands of like figures would else push each other on.
    const free = fitting.find((candidate) => !takenBy.has(candidate));
    if (free) {
      takenBy.set(free, statement);
      return true;
    }
    for (const candidate of fitting) {
      if (seen.has(candidate)) continue;
      seen.add(candidate);
      const other = takenBy.get(candidate);
      if (other && !place(other, seen)) continue;
      takenBy.set(candidate, statement);
      return true;
    }
    return false;
  };
  for (const statement of fits.keys()) place(statement, new Set());
  return takenBy;
}

/** Whether the words that a statement quotes stand in a paragraph. */
export function quotes(block: Block | Paragraph, words: string): boolean {
  return folded(lowered(block.text)).includes(folded(words));
}
