import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { type AddressPattern, addressText, parseAddress } from './address.ts';
import { unknownIndicator } from './catalogue.ts';
import type { Address, Dataset, Observation, Release } from './model.ts';
import { lastDay, type Period, periodYearEarlier } from './period.ts';
import type { Slice } from './slice.ts';
import { statementOrder, statementsOf } from './statements.ts';

/** A release of a dataset as it is read on a date. */
export interface Edition {
  readonly dataset: Dataset;
  readonly release: Release;
  /** Last day of publication that counts, ISO 8601. */
  readonly asOf: string;
  /** The period that addresses without one mean: that of the release. */
  readonly period: Period;
  /** What it is about where it is not about the whole dataset. Every address leads to what it does without. */
  readonly slice?: Slice | undefined;
}

/** What an address leads to: one statement, none (and why), or several with the same right to be printed. */
export type Resolution =
  | { readonly observation: Observation }
  | { readonly missing: string; readonly hint?: string | undefined }
  | { readonly tie: readonly Observation[] };

/**
 * Opens a release of a dataset. `asOf` is a date as precise as it is known; without it everything in the dataset
 * counts. Undefined, with a diagnostic at `place`, when there is no such release or it was published later.
 */
export function openEdition(
  dataset: Dataset,
  releaseId: string,
  asOf: string | undefined,
  diagnostics: Diagnostics,
  place?: Place,
): Edition | undefined {
  const release = dataset.releases.get(releaseId);
  if (!release) {
    const message = `the dataset ${dataset.id} has no release ${releaseId}`;
    diagnostics.error('dataset/unknown-release', message, place, didYouMean(releaseId, dataset.releases.keys()));
    return undefined;
  }
  const day = asOf === undefined ? newestDay(dataset) : lastDay(asOf);
  if (day === undefined) {
    diagnostics.error('dataset/bad-date', `${asOf} is not a date`, place, 'write 2026, 2026-02 or 2026-02-04');
    return undefined;
  }
  if (dayOf(release) > day) {
    const message = `${releaseId} was published on ${release.published}, after ${asOf}`;
    diagnostics.error('dataset/bad-date', message, place, 'an edition is read on or after the day of its release');
    return undefined;
  }
  return { dataset, release, asOf: day, period: release.period };
}

/** The newest day on which anything in the dataset was published. */
function newestDay(dataset: Dataset): string {
  return [...dataset.releases.values()].map(dayOf).reduce((a, b) => (a > b ? a : b));
}

/** The day of publication; the last one possible where it is known less precisely. */
export function dayOf({ published }: Release): string {
  return lastDay(published) ?? published;
}

/**
 * Finds the statement that is printed for an address: the edition's own release's; else the newest of the
 * highest-ranked source published up to its date.
 */
export function resolveAddress(edition: Edition, address: string | Address): Resolution {
  const parsed = typeof address === 'string' ? parseAddress(address, edition.period) : address;
  if ('problem' in parsed) return { missing: parsed.problem, hint: parsed.hint };
  const full = { ...parsed, period: parsed.period ?? edition.period };
  const text = addressText(full);
  const stated = statementsOf(edition.dataset).byAddress.get(text) ?? [];
  const [best, ...equals] = bestOf(edition, stated);
  if (!best) return explainMissing(edition, full, text, stated);
  return equals.length > 0 ? { tie: [best, ...equals] } : { observation: best };
}

/**
 * The statements of a full address that have the same, highest right to be printed: one, unless there is none or a tie.
 */
export function statementsAt(edition: Edition, address: string): readonly Observation[] {
  return bestOf(edition, statementsOf(edition.dataset).byAddress.get(address) ?? []);
}

function bestOf({ release, asOf }: Edition, stated: readonly Observation[]): readonly Observation[] {
  const own = stated.find((observation) => observation.release === release);
  if (own) return [own];
  const published = stated.filter((observation) => dayOf(observation.release) <= asOf);
  const rank = Math.min(...published.map((observation) => observation.release.source.rank));
  const ranked = published.filter((observation) => observation.release.source.rank === rank);
  const newest = ranked.map(({ release }) => dayOf(release)).reduce((a, b) => (a > b ? a : b), '');
  return ranked.filter((observation) => dayOf(observation.release) === newest);
}

function explainMissing(
  { dataset, asOf }: Edition,
  { indicator }: Address,
  text: string,
  later: readonly Observation[],
): Resolution {
  if (!dataset.indicators.has(indicator)) {
    return { missing: unknownIndicator(indicator), hint: didYouMean(indicator, dataset.indicators.keys()) };
  }
  const [first] = later;
  if (first) return { missing: `${text} was published after ${asOf}`, hint: `${first.release.id} states it` };
  const known = new Set(
    statementsOf(dataset)
      .byIndicator.get(indicator)
      ?.map((observation) => observation.address),
  );
  if (known.size === 0) return { missing: `no release states anything about ${indicator}` };
  return { missing: `no release states ${text}`, hint: didYouMean(text, known) };
}

/** What each release of a tie prints, and where: the hint of its diagnostic. */
export function describeTie(tie: readonly Observation[]): string {
  const statements = tie.map(({ release, printed, place }) => {
    const where = `${place.file.path}:${place.line}`;
    return `${release.id} ${printed ? `prints ${printed.text}` : 'states it'} (${where})`;
  });
  return `${statements.join(', ')}: give one source a higher rank in dataset.yaml`;
}

/**
 * The statements that a pattern leads to, each as `resolveAddress` finds it, in `statementOrder`; or the first tie
 * among them, since a list that leaves one out would mislead.
 */
export function matchAddresses(
  edition: Edition,
  pattern: AddressPattern,
): Observation[] | { readonly tie: readonly Observation[] } {
  const { dataset } = edition;
  const indicators = indicatorExpression(pattern.indicator);
  const periods = new Set((pattern.periods ?? [edition.period]).map((period) => period.text));
  const wanted = [...statementsOf(dataset).byIndicator]
    .filter(([indicator]) => indicators.test(indicator))
    .flatMap(([, statements]) => statements)
    .filter((statement) => periods.has(statement.period.text) && fitsHead(statement, pattern));
  const found: Observation[] = [];
  for (const address of new Set(wanted.map((statement) => statement.address))) {
    const resolution = resolveAddress(edition, address);
    if ('tie' in resolution) return resolution;
    if ('observation' in resolution) found.push(resolution.observation);
  }
  return found.sort(statementOrder(dataset));
}

function indicatorExpression(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^.]*')}$`);
}

/** Whether a statement has the measure, base and counterpart of a pattern. */
function fitsHead({ measure, period, base, counterpart }: Observation, pattern: AddressPattern): boolean {
  if (measure !== pattern.measure) return false;
  const wantedBase = pattern.base ?? (measure === 'growth' ? periodYearEarlier(period) : base);
  return base?.text === wantedBase?.text && counterpart === (pattern.counterpart ?? counterpart);
}
