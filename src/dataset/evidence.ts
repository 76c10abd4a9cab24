import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { absolute, decimal, normalise } from '../core/numbers/decimal.ts';
import { interval, meets, multiplyIntervals } from '../core/numbers/interval.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { comparedRelease } from './address.ts';
import { firstDay } from './due-date.ts';
import type { Correction, Observation, Quantity, Release } from './model.ts';
import { convertInterval } from './unit.ts';
import type { ReleaseId } from './brands.ts';

/** How far offices revise a figure from one release to the next where no `base_revision` is declared. */
export const USUAL_REVISION = interval(decimal(99, -2), decimal(101, -2));

/** Nobody revises a figure beyond these factors, and no two publishers count so differently. */
export const GREATEST_REVISION = interval(decimal(2, -1), decimal(5));

/** A release that a correction cites as evidence. */
export interface Citation {
  readonly observation: Observation;
  readonly correction: Correction;
  /** Id of the cited release. */
  readonly id: ReleaseId;
  readonly place: Place;
}

/** A release that a citation may refer to. */
export interface CitedRelease {
  /** Undefined if nothing of it could be read. */
  readonly release: Release | undefined;
  /** Whether all of it could be read. */
  readonly sound: boolean;
}

/** Reports releases that a change is compared with and that do not exist. */
export function checkCompared(
  observations: readonly Observation[],
  releases: ReadonlyMap<ReleaseId, unknown>,
  diagnostics: Diagnostics,
): void {
  for (const observation of observations) {
    const release = comparedRelease(observation);
    if (release === undefined || releases.has(release)) continue;
    const hint = didYouMean(release, releases.keys());
    diagnostics.error('dataset/unknown-release', `there is no release ${release}`, observation.place, hint);
  }
}

/**
 * Checks that each cited release states the corrected figure and agrees with it. The print of that release counts, not
 * its correction: two slips do not prove each other. Of the own release only another of its texts counts. A release
 * that does not exist is only reported if `complete` says that every release could be read.
 */
export function checkEvidence(
  citations: readonly Citation[],
  releases: ReadonlyMap<ReleaseId, CitedRelease>,
  complete: boolean,
  diagnostics: Diagnostics,
): void {
  reportEarly(citations, releases, diagnostics);
  const statements = new Map<Release, ReadonlyMap<string, Observation>>();
  for (const citation of citations) {
    const cited = releases.get(citation.id);
    if (cited?.release) {
      const { release } = cited;
      const known = statements.get(release) ?? new Map(release.observations.map((item) => [item.address, item]));
      statements.set(release, known);
      const isOwn = release === citation.observation.release;
      const stated = isOwn ? otherTextOf(citation.observation) : known.get(citation.observation.address);
      checkCitation(citation, release, stated, cited.sound, diagnostics);
    } else if (!cited && complete) {
      const hint = didYouMean(citation.id, releases.keys());
      diagnostics.error('dataset/unknown-release', `there is no release ${citation.id}`, citation.place, hint);
    }
  }
}

/** Reports corrections that are dated before the first release which supports them: nobody knew the right figure then. */
function reportEarly(
  citations: readonly Citation[],
  releases: ReadonlyMap<ReleaseId, CitedRelease>,
  diagnostics: Diagnostics,
): void {
  for (const correction of new Set(citations.map((one) => one.correction))) {
    const { since } = correction;
    const cited = citations.filter((one) => one.correction === correction);
    const days = cited.map(({ id }) => releases.get(id)?.release?.published);
    const [first] = days.filter((day) => day !== undefined).toSorted();
    if (since === undefined || first === undefined || days.includes(undefined) || firstDay(first) <= since) continue;
    const message = `the figure is corrected on ${since}, and ${cited.length === 1 ? 'its evidence' : 'the first of its evidence'} was published on ${first}`;
    const hint = 'write the day on which the right figure was known: then the editions before it printed the wrong one';
    diagnostics.error('dataset/bad-date', message, correction.place, hint);
  }
}

/** The same figure in another text of its release: the table, where the text has a mistake. */
function otherTextOf({ address, release, in: own }: Observation): Observation | undefined {
  return [...release.observations, ...(release.repeats ?? [])].find(
    (other) => other.address === address && other.in !== own && other.asIn === undefined,
  );
}

function checkCitation(
  { observation, correction, id, place }: Citation,
  release: Release,
  stated: Observation | undefined,
  isSound: boolean,
  diagnostics: Diagnostics,
): void {
  const report = (rule: RuleId, message: string, hint: string): void => diagnostics.error(rule, message, place, hint);
  const cite = 'cite a release that states the corrected figure';
  if (release === observation.release && !stated) {
    const hint = `${cite}, or state with in: which text has the mistake, and the figure of the other text`;
    report('dataset/evidence-states-nothing', `${id} is this release itself, which prints the mistake`, hint);
  } else if (!stated?.printed) {
    if (isSound) report('dataset/evidence-states-nothing', `${id} does not state ${observation.address}`, cite);
  } else if (stated.reliability === 'second-hand') {
    report('dataset/evidence-second-hand', `${id} is second-hand and supports no correction`, cite);
  } else {
    const { quantity } = correction;
    const { interval, unit, text } = stated.printed;
    if (meets(convertInterval(interval, unit, quantity.unit), quantity.interval)) return;
    if (isRevisedSince(observation, quantity, stated)) return;
    const hint = `it prints ${text} in line ${stated.place.line} of ${stated.place.file.path}`;
    report('dataset/evidence-disagrees', `${id} does not agree with ${quantity.text}`, hint);
  }
}

/**
 * Whether a later release of the publisher confirms a correction, though it revised the figure since: the correction leaves
 * the digits of the print and makes it ten times larger or smaller, or more, and the later print differs by no more than
 * a usual revision.
 */
function isRevisedSince({ printed, measure, release }: Observation, corrected: Quantity, later: Observation): boolean {
  if (!printed || !later.printed || measure !== 'level') return false;
  const isVintage = release.source.group === later.release.source.group && release.published < later.release.published;
  const [old, next] = [printed, later.printed].map((one) => convertInterval(one.interval, one.unit, corrected.unit));
  const isAlike = digitsOf(printed) === digitsOf(corrected);
  if (!isVintage || !isAlike || !old || !next) return false;
  const isSlip = !meets(multiplyIntervals(corrected.interval, GREATEST_REVISION), old);
  return isSlip && meets(multiplyIntervals(corrected.interval, USUAL_REVISION), next);
}

function digitsOf({ decimal: value }: Quantity): bigint {
  return normalise(absolute(value)).coefficient;
}
