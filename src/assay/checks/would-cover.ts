import { add, type Decimal, decimal, divide, multiply, power, roundTo, signOf } from '../../core/numbers/decimal.ts';
import { meets } from '../../core/numbers/interval.ts';
import { groupBy } from '../../core/diagnostics/text-order.ts';
import { addressText, comparedIndicator, releaseId } from '../../dataset/address.ts';
import {
  type Dataset,
  type Observation,
  type Quantity,
  quantityOf,
  type Release,
  type Source,
} from '../../dataset/model.ts';
import { dayAfter, dayLater, type Period, periodYearEarlier, yearsBetween } from '../../dataset/period.ts';
import { dayOf } from '../../dataset/edition.ts';
import { intervalOf } from '../../dataset/qualifier.ts';
import { UNFILLED } from '../../dataset/unfilled.ts';
import { builtinUnit, type Unit } from '../../dataset/unit.ts';
import type { TestedFigure } from '../constraints/constraint.ts';
import { coverageOf } from '../diagnosis/coverage.ts';
import { bestRepairs } from '../diagnosis/diagnose.ts';
import { type Assignment, isTenfold } from '../slips/change.ts';
import type { Relation } from '../relations/relations-file.ts';
import { openTests, type Session } from '../diagnosis/session.ts';
import type { AddressText, Day, ReleaseId } from '../../dataset/brands.ts';

/** Data that would cover a figure. */
export interface Cover {
  readonly says: string;
  /** The same as lines of a release or of `relations.yaml`, with TODO for each number; none where it takes another source. */
  readonly lines: readonly string[];
}

/** Statements that somebody might add to a dataset, so that slips of a figure are noticed. */
interface Attempt extends Cover {
  readonly figure: TestedFigure;
  readonly added: readonly Observation[];
}

/** What somebody might add. */
type Kind = (figure: TestedFigure, session: Session) => Omit<Attempt, 'figure'> | undefined;

/** What is added to the release itself. */
const OWN: readonly Kind[] = [
  (figure, session) => levelsOfRate(figure, session, true),
  (figure, session) => growthOfLevel(figure, session, true),
];

/** What is tried, the most reliable first. */
const KINDS: readonly Kind[] = [
  anotherPublisher,
  (figure, session) => levelsOfRate(figure, session, true),
  (figure, session) => levelsOfRate(figure, session, false),
  (figure, session) => growthOfLevel(figure, session, true),
  (figure, session) => growthOfLevel(figure, session, false),
];

/**
 * Data with which slips of ×10 and ÷10 of some figures would be noticed, by the number of the figure, the most reliable
 * first. Each is added to the dataset and the figure tested with it: what does not cover it is not named. A figure that is
 * covered as it is has none. With `isOwn` only what can be written into the release itself, or as a rule, is tried.
 */
export function whatWouldCover(
  session: Session,
  figures: readonly TestedFigure[],
  isOwn = false,
): ReadonlyMap<number, readonly Cover[]> {
  const repaired = bestRepairs(session.components);
  const open = figures.filter(({ index }) => !isCovered(session, index, repaired));
  const found = new Map<number, Cover[]>(open.map(({ index }) => [index, []]));
  for (const kind of isOwn ? OWN : KINDS) {
    const attempts = open.flatMap((figure): Attempt[] => {
      const attempt = kind(figure, session);
      return attempt ? [{ figure, ...attempt }] : [];
    });
    for (const { figure, says, lines } of succeeding(session, attempts, repaired))
      found.get(figure.index)?.push({ says, lines });
  }
  for (const figure of open) {
    if (wouldEqualityShow(session, figure))
      found.get(figure.index)?.push({ says: 'a hard relation with another figure', lines: relationLines(figure) });
  }
  return found;
}

function isCovered(tests: Pick<Session, 'model' | 'ledger'>, figure: number, repaired: Assignment): boolean {
  return coverageOf(tests, figure, repaired, isTenfold).every(({ reach }) => reach !== undefined);
}

/** Whether no slip of a figure leaves it equal to what it is: a relation that gives the figure would show each. */
function wouldEqualityShow({ model }: Session, { index, interval }: TestedFigure): boolean {
  const slips = model.slips.changesOf(index).filter(({ operator }) => isTenfold(operator));
  return interval !== undefined && slips.every((slip) => !meets(slip.interval, interval));
}

/**
 * The attempts that cover their figures. All are added at once, because to derive the tests takes most of the time; a test
 * that rests on what was added for another figure does not count.
 */
function succeeding(session: Session, attempts: readonly Attempt[], repaired: Assignment): readonly Attempt[] {
  if (attempts.length === 0) return [];
  const { dataset, rules, options, ledger } = session;
  const named = new Set(attempts.map(({ figure }) => figure.observation.indicator.id));
  const relations = rules.relations.filter(({ terms }) =>
    terms.some((term) => term.kind === 'figure' && named.has(term.indicator.id)),
  );
  const tests = openTests(about(withAdded(dataset, attempts), named, relations), { ...rules, relations }, options);
  const numbers = new Map(tests.ledger.figures.map(({ observation, index }) => [observation, index]));
  const numberOf = (figure: TestedFigure): number => numbers.get(figure.observation) ?? -1;
  const moved: Assignment = new Map(
    [...repaired].flatMap(([index, change]) => {
      const figure = ledger.figures[index];
      return figure ? [[numberOf(figure), change] as const] : [];
    }),
  );
  const ownerOf = new Map(
    attempts.flatMap(({ figure, added }) => added.map((one) => [numbers.get(one), numberOf(figure)] as const)),
  );
  return attempts.filter(({ figure }) => {
    const own = numberOf(figure);
    const foreign = tests.model
      .touching(own)
      .filter((position) =>
        tests.model.constraint(position).figures.some((each) => (ownerOf.get(each) ?? own) !== own),
      );
    return isCovered({ ...tests, model: tests.model.without(...foreign) }, own, moved);
  });
}

/** A dataset with what relations and records may compare with some indicators. */
function about(dataset: Dataset, named: ReadonlySet<string>, relations: readonly Relation[]): Dataset {
  const met = new Set(named);
  for (const { terms } of relations) for (const term of terms) if (term.kind === 'figure') met.add(term.indicator.id);
  for (const { observations } of dataset.releases.values()) {
    for (const { indicator, counterpart } of observations) {
      const other = comparedIndicator({ counterpart });
      if (other === undefined) continue;
      if (named.has(other)) met.add(indicator.id);
      if (named.has(indicator.id)) met.add(other);
    }
  }
  const releases = [...dataset.releases].map(([id, release]): [ReleaseId, Release] => [
    id,
    { ...release, observations: release.observations.filter(({ indicator }) => met.has(indicator.id)) },
  ]);
  return { ...dataset, releases: new Map(releases) };
}

function withAdded(dataset: Dataset, attempts: readonly Attempt[]): Dataset {
  const releases = new Map(dataset.releases);
  const byRelease = groupBy(
    attempts.flatMap(({ added }) => added),
    ({ release }) => release.id,
  );
  for (const [id, added] of byRelease) {
    const [first] = added;
    const known = releases.get(id);
    if (first)
      releases.set(id, { ...(known ?? first.release), observations: [...(known?.observations ?? []), ...added] });
  }
  return { ...dataset, releases };
}

/** Another publisher states the same, a day later. */
function anotherPublisher(
  { index, observation }: TestedFigure,
  { options }: Session,
): Omit<Attempt, 'figure'> | undefined {
  const quantity = options.asPrinted ? observation.printed : quantityOf(observation);
  if (!quantity || observation.status.includes('forecast')) return undefined;
  const { release } = observation;
  const other = madeRelease(release, `another-${index}`, options.asOf ?? nextDay(release), {
    ...release.source,
    id: `another-${index}`,
    group: `another-${index}`,
    reliability: 'read',
    // last in the order of trust, so that it takes the place of no other
    rank: Number.MAX_SAFE_INTEGER,
  });
  const added = [stated(observation, other, quantity)];
  return { says: `a release of another publisher that states ${observation.address}`, lines: [], added };
}

/** The release of a rate, or another, states the levels of which it speaks, as far as they are not stated. */
function levelsOfRate(
  { index, observation }: TestedFigure,
  { ledger, model, options }: Session,
  isOwn: boolean,
): Omit<Attempt, 'figure'> | undefined {
  const { indicator, measure, period, base } = observation;
  const quantity = options.asPrinted ? observation.printed : quantityOf(observation);
  const isRate = measure === 'growth' || measure === 'ratio' || measure === 'cagr';
  if (!isRate || !base || !quantity) return undefined;
  const isTested = model.touching(index).some((position) => {
    const { record, figures } = model.constraint(position);
    return record === observation && figures.length > 2;
  });
  if (isTested) return undefined;
  const addressAt = (at: Period): AddressText => addressText({ indicator: indicator.id, measure: 'level', period: at });
  const known = ledger.stated(addressAt(period))[0]?.observation;
  const now = (known && quantityOf(known)) ?? roundQuantity(decimal(1_000_000), 0, indicator.unit);
  const rate = multiply(quantity.decimal, quantity.unit.factor);
  const yearly = measure === 'ratio' ? rate : add(decimal(1), rate);
  if (signOf(yearly) <= 0) return undefined;
  const factor = measure === 'cagr' ? power(yearly, yearsBetween(base, period)) : yearly;
  const before = roundQuantity(divide(now.decimal, factor, 'nearest'), now.resolution.exponent, now.unit);
  const { release } = observation;
  const stating = isOwn
    ? release
    : known
      ? yearBefore(release, `levels-${index}`)
      : madeRelease(release, `levels-${index}`, options.asOf ?? nextDay(release), release.source);
  const level = {
    ...observation,
    measure: 'level' as const,
    base: undefined,
    counterpart: undefined,
    claim: undefined,
  };
  const added = [
    stated({ ...level, period: base, address: addressAt(base) }, stating, before),
    ...(known ? [] : [stated({ ...level, address: addressAt(period) }, stating, now)]),
  ];
  const levels = `${addressAt(base)}${known ? '' : ` and ${addressAt(period)}`}`;
  return isOwn
    ? { says: `${levels} in the same release`, lines: releaseLines(added), added }
    : { says: `a release that states ${levels}`, lines: [], added };
}

/** The release states the growth of a level too, and it, or the one a year before, the level from which it grew. */
function growthOfLevel(
  { index, observation }: TestedFigure,
  { ledger, model, options }: Session,
  isOwn: boolean,
): Omit<Attempt, 'figure'> | undefined {
  const { indicator, measure, period, release } = observation;
  const quantity = options.asPrinted ? observation.printed : quantityOf(observation);
  if (measure !== 'level' || !quantity || quantity.unit.code === 'year') return undefined;
  const isAboutBase = model.touching(index).some((position) => {
    const { record, derivation } = model.constraint(position);
    return derivation === 'record' && (record?.measure === 'growth' || record?.measure === 'cagr');
  });
  const base = periodYearEarlier(period);
  if (isAboutBase || base === period) return undefined;
  const before = addressText({ indicator: indicator.id, measure: 'level', period: base });
  const growth = addressText({ indicator: indicator.id, measure: 'growth', period });
  const stating = isOwn ? release : yearBefore(release, `before-${index}`);
  const isKnown = isOwn && ledger.stated(before).some((known) => known.observation.release === release);
  const added = [
    stated(
      { ...observation, measure: 'growth', base, address: growth },
      release,
      roundQuantity(decimal(0, -1), -1, builtinUnit('%')),
    ),
    ...(isKnown ? [] : [stated({ ...observation, period: base, address: before }, stating, quantity)]),
  ];
  const told = isKnown ? 'its growth' : `its growth and ${before}`;
  return isOwn
    ? { says: `${told} in the same release`, lines: releaseLines(added), added }
    : { says: `its growth, and a release that states ${indicator.id} a year earlier`, lines: [], added };
}

/** Statements as lines of the release that makes them, under their indicator. */
function releaseLines(added: readonly Observation[]): readonly string[] {
  const [first] = added;
  if (!first) return [];
  const { release, indicator } = first;
  if (release.file.path.endsWith('.csv')) return csvLines(release.file, added);
  const records = added.map(({ measure, period }) => {
    const at = period.text === release.period.text ? '' : `, period: ${period.text}`;
    return `  - { ${measure}: ${UNFILLED}${at} }`;
  });
  return [`# ${release.file.path}, under observations`, `${indicator.id}:`, ...records];
}

/** The same as rows of a release that is a CSV file, with its columns. */
function csvLines({ path, text }: Release['file'], added: readonly Observation[]): readonly string[] {
  const [head = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1);
  const sign = /[;\t]/.exec(head)?.[0] ?? ',';
  const rows = added.map(({ indicator, measure, period }) => {
    const cells: Readonly<Record<string, string>> = {
      indicator: indicator.id,
      measure,
      period: period.text,
      printed: UNFILLED,
    };
    return head
      .split(sign)
      .map((column) => cells[column.trim()] ?? '')
      .join(sign);
  });
  return [`# ${path}`, ...rows];
}

/** A rule that would test a figure, to be completed. */
function relationLines({
  observation: { indicator, measure, base, period, counterpart },
}: TestedFigure): readonly string[] {
  // Other measures are not written in a relation as they are named in a list.
  if (counterpart !== undefined || (measure !== 'level' && base?.text !== periodYearEarlier(period).text)) return [];
  const address = measure === 'level' ? indicator.id : `${indicator.id}:${measure}`;
  const id = indicator.id.replaceAll('.', '_');
  return ['# relations.yaml, under relations', `- { id: ${id}, hardness: hard, holds: '${address} = ${UNFILLED}' }`];
}

/** The day after that of a release, if there is one. */
function nextDay(release: Release): Day {
  return dayAfter(dayOf(release)) ?? dayOf(release);
}

/** The release of the same source on the year before. */
function yearBefore(release: Release, id: string): Release {
  const published = dayLater(dayOf(release), -365)?.start ?? dayOf(release);
  return madeRelease(release, id, published, release.source, periodYearEarlier(release.period));
}

function madeRelease(like: Release, id: string, published: Day, source: Source, period = like.period): Release {
  return { id: releaseId(`?${id}`), source, published, period, observations: [], file: like.file };
}

function stated(like: Observation, release: Release, printed: Quantity): Observation {
  return { ...like, release, printed, correction: undefined, claim: undefined, status: [], reliability: 'read' };
}

/** A number as it would be printed with so many digits, which all count. */
function roundQuantity(value: Decimal, exponent: number, unit: Unit): Quantity {
  const rounded = roundTo(value, exponent);
  const resolution = decimal(1, exponent);
  return { text: '', decimal: rounded, unit, resolution, interval: intervalOf(rounded, resolution, unit, undefined) };
}
