import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import type { Observation } from '../dataset/model.ts';
import type { NumeralKind, Block } from '../source-document/source-document.ts';
import type { NotTaken } from '../source-document/source-record.ts';
import { folded } from '../source-document/vocabulary.ts';
import { slipOf } from './figure.ts';
import { blocksAt, placeText, whatThereIs } from './locator.ts';
import type { Candidate } from './candidate-index.ts';
import { type UnreadArea, unreadAreas } from './unread-areas.ts';
import {
  type Fault,
  fitsPeriod,
  fitsYears,
  isIn,
  isTableFigure,
  partOf,
  type SourceReading,
  type Matched,
} from './match.ts';

/** What it costs to assume each fault: the numeral that costs least is what a statement was probably read from. */
const COSTS: Readonly<Record<Fault, number>> = {
  digits: 3,
  unit: 1.2,
  sign: 1,
  hedge: 1,
  measure: 1.5,
  base: 1.5,
  label: 2,
  place: 1.6,
};
const SLIP_COSTS = { zeros: 0.8, point: 1.1, swap: 1.3, digit: 1.4 } as const;
/** A numeral that another statement has costs more. */
const TAKEN = 1.7;
/** For words that stand farther from the figure. */
const FARTHER = 0.7;
/** More expensive ones are not an explanation. */
const LIMIT = 4;

interface Guess {
  readonly statement: Observation;
  readonly candidate: Candidate;
  readonly faults: readonly Fault[];
  readonly cost: number;
}

/** Reports each figure that is not at its place, with what is there. */
export function figureFindings(
  { matched, document }: SourceReading,
  diagnostics: Diagnostics,
): { readonly read: number; readonly doubted: number; readonly taken: ReadonlySet<Candidate> } {
  const { statements, index, found, takenBy, nils, faultsOf, placeOf } = matched;
  const taken = new Set(takenBy.keys());
  reportPlaces(statements, placeOf, document, diagnostics);
  const missing = statements.filter(
    (one) => one.printed && one.words === undefined && !found.has(one) && !nils.has(one),
  );
  const guesses: Guess[] = missing.flatMap((statement) =>
    [...index.slipped(statement, placeOf(statement))].flatMap((candidate) => {
      const faults = faultsOf(statement, candidate);
      const cost =
        costOf(statement, candidate, faults) +
        (takenBy.has(candidate) ? TAKEN : 0) +
        (candidate.numeral.kind === undefined ? 0 : 2);
      return cost <= LIMIT ? [{ statement, candidate, faults, cost }] : [];
    }),
  );
  const explained = new Map<Observation, Guess>();
  const used = new Set<Candidate>();
  for (const guess of guesses.toSorted((a, b) => a.cost - b.cost)) {
    const isFree = !used.has(guess.candidate) || takenBy.has(guess.candidate);
    if (explained.has(guess.statement) || !isFree) continue;
    explained.set(guess.statement, guess);
    used.add(guess.candidate);
  }
  for (const statement of missing)
    reportMissing(statement, explained.get(statement), { matched, path: document.path }, diagnostics);
  const exchanged = exchangesIn(matched);
  for (const [statement, candidate] of exchanged) {
    const guess = { statement, candidate, faults: ['label'] as const };
    reportFault(guess, `${placeText(candidate.block)} of ${document.path}`, diagnostics);
  }
  const doubted = [...found.values()].filter(({ block }) => block.kind === 'cell' && block.doubts.length > 0).length;
  const onlyNil = [...nils].filter((one) => !found.has(one)).length;
  return { read: found.size + onlyNil - exchanged.size, doubted, taken: new Set([...taken, ...used]) };
}

function costOf(statement: Observation, candidate: Candidate, faults: readonly Fault[]): number {
  // Of other digits only the label says that they are of the same thing.
  const bond = bondOf(statement, candidate);
  const far = bond === 0 ? 0 : (MOST_BOND - bond) * FARTHER;
  return faults.reduce((sum, fault) => {
    if (fault !== 'digits') return sum + COSTS[fault];
    const slip = statement.printed && slipOf(statement.printed.decimal, candidate.numeral.value);
    return sum + (slip ? SLIP_COSTS[slip] : bond > 0 ? COSTS.digits : LIMIT + 1);
  }, far);
}

/** Reports each place that names nothing in the source, once. */
function reportPlaces(
  statements: readonly Observation[],
  placeOf: SourceReading['matched']['placeOf'],
  document: SourceReading['document'],
  diagnostics: Diagnostics,
): void {
  const seen = new Set<string>();
  for (const statement of statements) {
    const { at = '', place } = statement;
    if (placeOf(statement) !== undefined || seen.has(at)) continue;
    seen.add(at);
    const hint = `${whatThereIs(document, at)}; assay source show ID prints all places`;
    diagnostics.error('witness/place', `${document.path} has no place ${at}`, place, hint);
  }
}

/** In the order in which they are said, if a statement has several faults. */
const RULES: readonly (readonly [fault: Fault, rule: RuleId])[] = [
  ['digits', 'witness/digits'],
  ['unit', 'witness/unit'],
  ['sign', 'witness/sign'],
  ['hedge', 'witness/hedge'],
  ['measure', 'witness/measure'],
  ['base', 'witness/base'],
  ['label', 'witness/label'],
  ['place', 'witness/place'],
];

function reportMissing(
  statement: Observation,
  guess: Guess | undefined,
  { matched, path }: { readonly matched: SourceReading['matched']; readonly path: string },
  diagnostics: Diagnostics,
): void {
  const { printed, at, place } = statement;
  const where = at === undefined || matched.placeOf(statement) === undefined ? path : `${at} of ${path}`;
  if (!guess) {
    const hint = 'compare it with the source, and correct the figure or at';
    diagnostics.error('witness/not-found', `${printed?.text ?? ''} is not in ${where}`, place, hint);
    return;
  }
  const { candidate, faults } = guess;
  const other = matched.takenBy.get(candidate);
  if (other) {
    const message = `${said(candidate)} in ${placeText(candidate.block)} is what line ${other.place.line} states already`;
    diagnostics.error(
      'witness/stated-twice',
      message,
      place,
      'each number in a source is one statement: remove one of the two, or correct its indicator or period',
    );
    return;
  }
  reportFault({ statement, candidate, faults }, where, diagnostics);
}

function reportFault(
  { statement, candidate, faults }: Omit<Guess, 'cost'>,
  where: string,
  diagnostics: Diagnostics,
): void {
  const [fault, rule] = RULES.find(([one]) => faults.includes(one)) ?? (['digits', 'witness/digits'] as const);
  const [message, hint] = words(fault, statement, candidate, where);
  diagnostics.error(rule, message, statement.place, hint);
}

/** A figure as it is typed, without its hedge. */
function unhedged(printed: Observation['printed']): string {
  const { text = '', qualifier } = printed ?? {};
  return qualifier === undefined ? text : text.replace(/^[^\d(+\-\u2212\p{Sc}]+/u, '');
}

function words(
  fault: Fault,
  statement: Observation,
  candidate: Candidate,
  where: string,
): [message: string, hint: string] {
  const { printed, measure, base, indicator } = statement;
  const text = said(candidate);
  const typed = printed?.text ?? '';
  const { said: context, labels } = candidate;
  switch (fault) {
    case 'digits': {
      const slip = printed && slipOf(printed.decimal, candidate.numeral.value);
      const hint = slip ? SLIPS[slip] : 'type the digits as they are printed';
      const own = candidate.block.kind === 'cell' && candidate.block.page === undefined ? IF_FILE_IS_WRONG : '';
      return [`${where} prints ${text}, not ${typed}`, `${hint}${own}`];
    }
    case 'unit':
      return [`${where} prints ${text}, not ${typed}`, 'the unit or scale is another one than in the source'];
    case 'sign':
      return [
        context.sign === undefined || context.sign === 'either'
          ? `${where} does not say that ${text} is a decrease`
          : `${where} says that ${text} is ${context.sign === 'down' ? 'a decrease' : 'an increase'}, not ${typed}`,
        'write the sign that the words of the source give',
      ];
    case 'hedge': {
      const hedge = context.hedge;
      return [
        hedge === undefined
          ? `${where} prints ${text} and does not say ${printed?.qualifier ?? 'a range'}`
          : `${where} says ${hedge} ${text}, not ${typed}`,
        hedge === undefined
          ? printed?.ends || candidate.opensRange || candidate.numeral.rangeFrom !== undefined
            ? 'type a range as a range, and one figure as one'
            : 'leave the word out'
          : `write it with the figure: ${hedge} ${unhedged(printed)}`,
      ];
    }
    case 'measure':
      return [
        `${text} in ${where} is not said to be ${MEASURES[measure] ?? measure}`,
        measureHint(statement, candidate),
      ];
    case 'base':
      if (isTableFigure(candidate.block) && fitsPeriod(statement, candidate.block, candidate.heads))
        return [
          `${text} in ${where} is not compared with ${base?.text ?? 'a year earlier'}`,
          `no head of its table names ${base?.text ?? 'that year'}: correct base`,
        ];
      if (isTableFigure(candidate.block))
        return [
          `${text} in ${where} stands under ${placeText(candidate.block)}, not under ${statement.period.text}`,
          'correct the period, or which figure it is',
        ];
      if (context.part?.kind === statement.period.kind && partOf(statement.period) !== context.part.number)
        return [
          `${text} in ${where} is said about ${context.part.kind} ${context.part.number}, not about ${statement.period.text}`,
          'correct the period, or which figure it is',
        ];
      if (!fitsYears(statement, candidate))
        return [
          `${text} is typed for ${statement.period.text}, a year that ${where} does not name`,
          'correct the period, or quote the sentence with the figure in words',
        ];
      if (context.year !== undefined && !isIn(context.year, statement.period))
        return [
          `${text} in ${where} is said about ${context.year}, not about ${statement.period.text}`,
          'correct the period, or which figure it is',
        ];
      return [
        `${text} in ${where} is not compared with ${base?.text ?? 'a year earlier'}`,
        context.base
          ? `the source says: ${context.base.words.trim()}`
          : 'its sentence names no other base than a year earlier, in words that are known: correct base, or quote its words, as in words: below the third quarter',
      ];
    case 'label': {
      const names = labels.map(({ words }) => `"${words}"`).join(', ');
      return [
        `${text} in ${where} is not said about ${indicator.id}`,
        names === ''
          ? 'no words for an indicator stand before it: add them to in_source'
          : `the words before it are ${names}; if they mean ${indicator.id}, add them to its in_source`,
      ];
    }
    case 'place':
      return [
        `${typed} is not in ${where} but in ${placeText(candidate.block)}`,
        `write at: ${placeText(candidate.block)}`,
      ];
  }
}

/** What a figure reads as, or that no word says what was typed. */
function measureHint({ measure }: Observation, { said: { measures, words }, heads }: Candidate): string {
  const read = [...(heads ? heads.measures.own : measures)].map((one) => MEASURES[one === 'average' ? 'cagr' : one]);
  const where = heads ? 'its heads' : 'its sentence';
  if (read.length === 0)
    return `${where} and the words for it have none for ${MEASURES[measure] ?? measure}: correct it, or quote its sentence with the figure in words`;
  const because = words.length === 0 || heads ? '' : `: ${words.join(', ')}`;
  return `${heads ? 'its heads read' : 'it reads'} as ${read.join(' or ')}${because}`;
}

/** A workbook may be the office's own. */
const IF_FILE_IS_WRONG = '; if the file is wrong, correct it there and import it again';

const SLIPS = {
  zeros: 'zeros at the end count: type as many as are printed',
  point: 'the point stands at another place',
  swap: 'two digits are exchanged',
  digit: 'one digit differs',
} as const;

const MEASURES: Readonly<Partial<Record<Observation['measure'], string>>> = {
  level: 'a level',
  growth: 'a growth rate',
  cagr: 'an average growth a year',
  share: 'a share',
  change: 'a change',
  difference: 'a difference',
  ratio: 'a ratio',
};

/** A numeral as its source prints it, with sign and unit. */
export function said({ block, numeral }: Candidate): string {
  const first = numeral.rangeFrom === undefined ? undefined : block.numerals[numeral.rangeFrom];
  return block.text.slice(first?.from ?? numeral.from, numeral.to).trim();
}

/** Reports each figure of the source that nothing takes, and kinds of numerals of which there are more or fewer than noted. */
export function unreadFindings(
  { matched, record, document }: SourceReading,
  { taken, isTakenElsewhere }: Taken,
  diagnostics: Diagnostics,
): {
  readonly ignored: ReadonlyMap<NumeralKind, number>;
  readonly notTaken: number;
  readonly unread: number;
  readonly areas: readonly UnreadArea[];
} {
  const partners = new Set(
    [...taken].flatMap(({ block, numeral: { rangeFrom } }) =>
      rangeFrom === undefined ? [] : [block.numerals[rangeFrom]],
    ),
  );
  const read = new Set([...taken].map(({ numeral }) => numeral));
  const rest = matched.candidates.filter(
    (one) => !read.has(one.numeral) && !partners.has(one.numeral) && !isTakenElsewhere(one) && !isHidden(one),
  );
  const ignored = new Map<NumeralKind, number>();
  for (const { numeral } of rest) if (numeral.kind) ignored.set(numeral.kind, (ignored.get(numeral.kind) ?? 0) + 1);
  const figures = rest.filter(({ numeral }) => numeral.kind === undefined);
  const leftOut = new Set<Candidate>();
  for (const one of record.notTaken) leaveOut(one, document, { rest, figures }, leftOut, diagnostics);
  const opens = new Set(
    figures.flatMap(({ block, numeral: { rangeFrom } }) =>
      rangeFrom === undefined ? [] : [block.numerals[rangeFrom]],
    ),
  );
  const left = figures.filter((one) => !leftOut.has(one) && !opens.has(one.numeral));
  // A table of which nothing is taken is not what the release is about.
  const used = new Set([...taken].flatMap(({ block }) => (block.kind === 'cell' ? [block.table] : [])));
  const unused = left.filter(({ block }) => block.kind === 'cell' && !used.has(block.table));
  if (unused.length > 0) ignored.set('tables', unused.length);
  const unread = left.filter((one) => !unused.includes(one));
  const areas = unreadAreas(document, unread, matched.candidates);
  for (const { figures: all, at } of areas) {
    const [first] = all;
    if (!first) continue;
    const where = first.block.placeOf(first.numeral.from, first.numeral.to);
    const isOne = all.length === 1;
    const what = isOne ? said(first) : `the ${all.length} figures`;
    const entry = at === undefined || isOne ? '' : `: { at: '${at}', count: ${all.length}, reason: … }`;
    diagnostics.error(
      'witness/unread',
      `no statement takes ${what} in ${isOne ? placeText(first.block) : at}`,
      where,
      `state ${isOne ? 'it' : 'them'}, or give a reason under not_taken in ${record.path}${entry}`,
    );
  }
  reportCounts(ignored, { record, path: document.path }, diagnostics);
  return { ignored, notTaken: leftOut.size, unread: unread.length, areas };
}

/** Whether a figure stands where a reader of its workbook does not see it. */
function isHidden({ block }: Candidate): boolean {
  return block.kind === 'cell' && block.isHidden === true;
}

/** What statements take of a source. */
export interface Taken {
  readonly taken: ReadonlySet<Candidate>;
  /** Whether another release that was read from the same file takes a numeral. */
  readonly isTakenElsewhere: (one: Candidate) => boolean;
}

/** Leaves out a figure that the record names, or as many as it counts at a place. */
function leaveOut(
  { at, numeral, count, place }: NotTaken,
  document: SourceReading['document'],
  { rest, figures }: { readonly rest: readonly Candidate[]; readonly figures: readonly Candidate[] },
  leftOut: Set<Candidate>,
  diagnostics: Diagnostics,
): void {
  const blocks = new Set(at === undefined ? document.blocks : (blocksAt(document, at) ?? []));
  const here = figures.filter((each) => !leftOut.has(each) && blocks.has(each.block));
  const where = at === undefined ? '' : ` in ${at}`;
  if (numeral === undefined) {
    for (const one of here) leftOut.add(one);
    if (here.length === count) return;
    const message = `${here.length} ${here.length === 1 ? 'figure' : 'figures'} ${here.length === 1 ? 'is' : 'are'} left over${where}, and the record counts ${count ?? 'none'}`;
    diagnostics.error(
      'witness/ignored',
      message,
      place,
      here.length === 0
        ? 'remove it from not_taken'
        : `if no figure among them is to be stated, write count: ${here.length}`,
    );
    return;
  }
  const isNamed = (each: Candidate): boolean =>
    [each.numeral.text, said(each)].some((text) => folded(text) === folded(numeral));
  const one = here.find(isNamed);
  if (one) leftOut.add(one);
  // What is not a figure need not be named, and may be.
  else if (!rest.some((each) => each.numeral.kind !== undefined && blocks.has(each.block) && isNamed(each)))
    diagnostics.error('witness/ignored', `${numeral} is not left over${where}`, place, 'remove it from not_taken');
}

/** Where a record counts what is not a figure, all kinds have the numbers that it says. */
function reportCounts(
  ignored: ReadonlyMap<NumeralKind, number>,
  { record, path }: { readonly record: SourceReading['record']; readonly path: string },
  diagnostics: Diagnostics,
): void {
  const { ignore } = record;
  if (!ignore) return;
  for (const kind of new Set([...ignored.keys(), ...ignore.keys()])) {
    const [now, noted] = [ignored.get(kind) ?? 0, ignore.get(kind) ?? 0];
    if (now === noted) continue;
    const message = `${path} has ${now} of the kind ${kind} that no statement takes; the record counts ${noted}`;
    diagnostics.error(
      'witness/ignored',
      message,
      record.placeOf('ignore'),
      `if no figure is among them, write ${kind}: ${now}`,
    );
  }
}

/**
 * Statements of one paragraph that would be bound nearer to their words if each had the figure of the other: their figures were
 * probably exchanged. The words of a sentence often leave open what a figure is of; two figures together do not.
 */
function exchangesIn({ found, faultsOf }: Pick<Matched, 'found' | 'faultsOf'>): ReadonlyMap<Observation, Candidate> {
  const inBlock = new Map<Block, [Observation, Candidate][]>();
  for (const [statement, candidate] of found) {
    if (candidate.block.kind === 'cell') continue;
    const all = inBlock.get(candidate.block) ?? [];
    inBlock.set(candidate.block, all);
    all.push([statement, candidate]);
  }
  const isOther = (statement: Observation, candidate: Candidate): boolean =>
    faultsOf(statement, candidate).every((fault) => fault === 'digits');
  const exchanged = new Map<Observation, Candidate>();
  for (const all of inBlock.values())
    for (const [at, [one, own]] of all.entries())
      for (const [other, its] of all.slice(at + 1, at + 1 + MOST_APART)) {
        if (one.indicator === other.indicator) continue;
        const now = [bondOf(one, own), bondOf(other, its)] as const;
        const then = [bondOf(one, its), bondOf(other, own)] as const;
        if (then[0] + then[1] <= now[0] + now[1] || !isOther(one, its) || !isOther(other, own)) continue;
        if (then[0] > now[0]) exchanged.set(one, own);
        if (then[1] > now[1]) exchanged.set(other, its);
      }
  return exchanged;
}

/** Said right with its figure. */
const MOST_BOND = 3;

/** Statements of one paragraph between two that are compared, at most. */
const MOST_APART = 100;

/** How near to a figure the words for an indicator stand, up to `MOST_BOND`; 0 where there are none. */
function bondOf({ indicator }: Observation, { labels }: Candidate): number {
  let most = 0;
  for (const { ids, bond } of labels) if (bond > most && ids.has(indicator.id)) most = bond;
  return most;
}
