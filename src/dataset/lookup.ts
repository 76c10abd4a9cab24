import { didYouMean } from '../core/diagnostics/diagnostic.ts';
import { compare } from '../core/numbers/decimal.ts';
import { compareText } from '../core/diagnostics/text-order.ts';
import { type AddressPattern, addressText, indicatorExpression, isYearly, parseAddress } from './address.ts';
import { unknownIndicator } from './catalogue.ts';
import { dayOf, type Edition, isKnown } from './edition.ts';
import { type Address, type Dataset, type Observation, quantityOf, type Release } from './model.ts';
import { type Period, periodYearEarlier, stepped } from './period.ts';
import { statementOrder, statementsOf } from './statements.ts';
import { convert } from './unit.ts';
import type { AddressText } from './brands.ts';

/** The result for an address: one statement, none (and why), or several of equal rank. */
export type Lookup =
  | { readonly observation: Observation }
  | { readonly missing: string; readonly hint?: string | undefined }
  | { readonly tie: readonly Observation[] };

/**
 * Finds the statement that an edition prints for an address: that of its own release, or of another text of it
 * in the language of the edition, else the newest one of the highest-ranked source that was published up to its date.
 */
export function lookUpAddress(edition: Edition, address: string | Address): Lookup {
  const parsed = typeof address === 'string' ? parseAddress(address, edition.period) : address;
  if ('problem' in parsed) return { missing: parsed.problem, hint: parsed.hint };
  const full = { ...parsed, period: parsed.period ?? edition.period };
  const text = addressText(full);
  const stated = statementsOf(edition.dataset).byAddress.get(text) ?? [];
  const [best, ...equals] = bestOf(edition, stated);
  if (!best) return explainMissing(edition, full, text, stated);
  return equals.length > 0 ? { tie: [best, ...equals] } : { observation: best };
}

/** All that the publisher of a statement has stated at its address up to the date of an edition, the oldest first. */
export function vintagesOf({ address, release: { source } }: Observation, edition: Edition): Observation[] {
  return (statementsOf(edition.dataset).byAddress.get(address) ?? [])
    .filter((other) => other.release.source.group === source.group && isKnown(other, edition))
    .sort((a, b) => compareText(dayOf(a.release), dayOf(b.release)));
}

/** The best statements of a full address by the rule of `lookUpAddress`: one, none, or several in a tie. */
export function statementsAt(edition: Edition, address: AddressText): readonly Observation[] {
  return bestOf(edition, statementsOf(edition.dataset).byAddress.get(address) ?? []);
}

function bestOf(edition: Edition, stated: readonly Observation[]): readonly Observation[] {
  const { release, language } = edition;
  const published = stated.filter((observation) => isKnown(observation, edition));
  const own = published.find((observation) => observation.release === release);
  if (own) return [(language === undefined ? undefined : inLanguage(language, own, published)) ?? own];
  const rank = Math.min(...published.map((observation) => observation.release.source.rank));
  const ranked = published.filter((observation) => observation.release.source.rank === rank);
  const newest = ranked.map(({ release }) => dayOf(release)).reduce((a, b) => (a > b ? a : b), '');
  return ranked.filter((observation) => dayOf(observation.release) === newest);
}

/**
 * The statement of another text of the same release that is in a language in which its own text is not, unless it has
 * fewer digits.
 */
function inLanguage(language: string, own: Observation, published: readonly Observation[]): Observation | undefined {
  const { source } = own.release;
  if (source.language === undefined || source.language === language) return undefined;
  return published.find((other) => {
    const { group, language: spoken } = other.release.source;
    return group === source.group && spoken === language && isAsFine(other, own);
  });
}

function isAsFine(other: Observation, own: Observation): boolean {
  const [finer, coarser] = [quantityOf(other), quantityOf(own)];
  if (!finer || !coarser) return true;
  return compare(convert(finer.resolution, finer.unit, coarser.unit), coarser.resolution) <= 0;
}

function explainMissing(
  { dataset, asOf }: Edition,
  { indicator }: Address,
  text: string,
  later: readonly Observation[],
): Lookup {
  if (!dataset.indicators.has(indicator)) {
    return missing(unknownIndicator(indicator), () => didYouMean(indicator, dataset.indicators.keys()));
  }
  const [first] = later;
  if (first) return { missing: `${text} was published after ${asOf}`, hint: `${first.release.id} states it` };
  const known = new Set(
    statementsOf(dataset)
      .byIndicator.get(indicator)
      ?.map((observation) => observation.address),
  );
  if (known.size === 0) return { missing: `no release states anything about ${indicator}` };
  return missing(`no release states ${text}`, () => didYouMean(text, known));
}

/** Words that are like others take long to find, and many a template only asks whether there is a figure. */
function missing(why: string, findHint: () => string | undefined): Lookup {
  return {
    missing: why,
    get hint() {
      return findHint();
    },
  };
}

/** The hint for a tie: what each release prints, and where. */
export function describeTie(tie: readonly Observation[]): string {
  const statements = tie.map(({ release, printed, place }) => {
    const where = `${place.file.path}:${place.line}`;
    return `${release.id} ${printed ? `prints ${printed.text}` : 'states it'} (${where})`;
  });
  return `${statements.join(', ')}: give one source a higher rank in dataset.yaml`;
}

/** The statements that match a pattern, or the first tie among them. */
type Matches = readonly Observation[] | { readonly tie: readonly Observation[] };

const matched = new WeakMap<Dataset, WeakMap<Release, Map<string, Matches>>>();

/**
 * Finds the statements that match a pattern, each by the rule of `lookUpAddress`, in `statementOrder`. If there is a
 * tie among them, it returns the first tie, because a list without that statement would mislead. All slices of an
 * edition share the answer, which is found once.
 */
export function matchAddresses(edition: Edition, pattern: AddressPattern): Matches {
  const { dataset, release, asOf, readOn = asOf, period, language = '' } = edition;
  const { indicator, measure, base, counterpart, periods = [period] } = pattern;
  const texts = periods.map(({ text }) => text);
  const key = JSON.stringify([asOf, readOn, language, indicator, measure, base?.text, counterpart?.text, texts]);
  const ofDataset = matched.get(dataset) ?? new WeakMap<Release, Map<string, Matches>>();
  const ofRelease = ofDataset.get(release) ?? new Map<string, Matches>();
  const found = ofRelease.get(key) ?? matchAgain(edition, pattern, new Set(texts));
  matched.set(dataset, ofDataset.set(release, ofRelease.set(key, found)));
  return found;
}

function matchAgain(edition: Edition, pattern: AddressPattern, periods: ReadonlySet<string>): Matches {
  const { dataset } = edition;
  const indicators = indicatorExpression(pattern.indicator);
  const wanted = [...statementsOf(dataset).byIndicator]
    .filter(([indicator]) => indicators.test(indicator))
    .flatMap(([, statements]) => statements)
    .filter((statement) => periods.has(statement.period.text) && fitsHead(statement, pattern));
  const found: Observation[] = [];
  for (const address of new Set(wanted.map((statement) => statement.address))) {
    const resolution = lookUpAddress(edition, address);
    if ('tie' in resolution) return resolution;
    if ('observation' in resolution) found.push(resolution.observation);
  }
  return found.sort(statementOrder(dataset));
}

/** A member of a pattern that has no figure of a period, with the last one before that. */
export interface Missing {
  readonly indicator: string;
  readonly address: AddressText;
  readonly known: Observation;
}

/** The indicators of a pattern that have no figure of a period and one of the period or year before. */
export function missingIn(edition: Edition, pattern: AddressPattern, period: Period): readonly Missing[] {
  const { dataset } = edition;
  const { measure, base, counterpart } = pattern;
  if (base !== undefined) return [];
  const indicators = indicatorExpression(pattern.indicator);
  const { kind, start } = period;
  const before = kind === 'half' || kind === 'quarter' || kind === 'month' ? [stepped(kind, start, -1)] : [];
  const figureAt = (indicator: string, at: Period | undefined): Observation | undefined => {
    const found = at && lookUpAddress(edition, { indicator, measure, counterpart, period: at });
    return found && 'observation' in found ? found.observation : undefined;
  };
  return [...dataset.indicators.keys()].flatMap((indicator): Missing[] => {
    if (!indicators.test(indicator) || figureAt(indicator, period)) return [];
    const known = [...before, periodYearEarlier(period)].map((at) => figureAt(indicator, at)).find(Boolean);
    return known ? [{ indicator, address: addressText({ indicator, measure, counterpart, period }), known }] : [];
  });
}

/** Whether a statement has the measure, base and counterpart of a pattern. */
function fitsHead({ measure, period, base, counterpart }: Observation, pattern: AddressPattern): boolean {
  if (measure !== pattern.measure) return false;
  const wantedBase = pattern.base ?? (isYearly(measure) && !pattern.counterpart ? periodYearEarlier(period) : base);
  return base?.text === wantedBase?.text && (pattern.counterpart ?? counterpart)?.text === counterpart?.text;
}
