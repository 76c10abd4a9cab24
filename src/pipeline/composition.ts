import { disputeFinder } from '../assay/report/disputes.ts';
import { doubtsOf } from '../assay/report/doubts.ts';
import type { RenderedChart } from '../chart/chart-model.ts';
import { lineNames } from '../chart/kinds/chart-line.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { blocksOf } from '../comparison/document-blocks.ts';
import { noticeBetween, undatedIn, type Vintage } from '../comparison/notice.ts';
import { isCorrectedAt } from '../dataset/changes.ts';
import type { BriefDocument } from '../document/nodes.ts';
import { parseDocument } from '../document/document-parser.ts';
import type { Filled } from '../figure/filled-template.ts';
import { fillTemplate } from '../template/engine.ts';
import type { Notice } from '../template/scope.ts';
import { chartNames, type DrawnChart, drawnIn, shownCharts } from './edition-charts.ts';
import type { EditionSource } from './edition-source.ts';
import { proofFinder } from './release-proofs.ts';
import { VERSION } from './version.ts';
import type { Edition } from '../dataset/edition.ts';
import { asPrinted, type Dataset, type Observation, type Release } from '../dataset/model.ts';
import { statementsOf } from '../dataset/statements.ts';

/** The document of an edition before it is rendered. */
export interface Composition {
  readonly source: EditionSource;
  readonly document: BriefDocument;
  /** The filled template that the document was parsed from. */
  readonly filled: Filled;
  /** The charts that the document shows. */
  readonly charts: ReadonlyMap<string, RenderedChart>;
  /** Those that can be drawn at another height, by name. */
  readonly redraws: ReadonlyMap<string, NonNullable<DrawnChart['redraw']>>;
}

/** Fills the template of an edition. What it corrects in its print before is found where the template asks for it. */
export function fillEdition(source: EditionSource, fingerprint: string, diagnostics: Diagnostics): Filled {
  const { brief, edition, locale, previous, vintage } = source;
  const id = source.head.edition;
  const expected = brief.editions.find((own) => own.id === id)?.nextEdition?.date;
  const imprint = { id, version: VERSION, fingerprint, expected };
  const notice = vintage && (() => noticeOf(source, diagnostics));
  return fillTemplate(brief, edition, locale, diagnostics, { tests: source.tests(), imprint, previous, notice });
}

/**
 * What a print of an edition corrects in the one before, or in another earlier one; both are composed without charts and
 * notices. Undefined for the first print, and, with a mistake, where nothing says what the earlier one printed.
 */
export function noticeOf(
  source: EditionSource,
  diagnostics: Diagnostics,
  earlier = source.vintage?.(),
): Notice | undefined {
  if (!earlier) return undefined;
  const before = printOf({ ...earlier, edition: knownThen(earlier.edition) });
  const undated = undatedIn(before);
  for (const { address, correction } of undated) {
    const message = `nothing says whether the print of ${before.edition.asOf} had ${address} corrected: arithmetic has no date`;
    const hint =
      'add corrected_on: and the day since which it is corrected; or name the state before, with which the data are compared: assay notice HEAD~1';
    diagnostics.error('dataset/undated-correction', message, correction?.place, hint);
  }
  if (undated.length > 0) return undefined;
  const plain = printOf(plainOf(source, { ...earlier, edition: before.edition }));
  const notice = noticeBetween(before, printOf(source), plain, source.locale);
  warnOfLaterEvidence(source, notice, diagnostics);
  return notice;
}

/**
 * A print as it says what it says apart from its corrections: the figures are right from the start, and its changes are
 * those of the print before, since a print that corrects is compared with that and not with an earlier release.
 */
export function plainOf(
  source: EditionSource,
  { edition, previous }: Pick<EditionSource, 'edition' | 'previous'>,
): EditionSource {
  return { ...source, previous, edition: asIfPrinted(source.edition, edition) };
}

/** Warns of a print that is dated before what it says supports its corrections. */
export function warnOfLaterEvidence(
  { brief, edition, head }: EditionSource,
  notice: Notice | undefined,
  diagnostics: Diagnostics,
): void {
  const later = notice?.figures.find(({ now }) => now.correction && !isCorrectedAt(edition, now));
  if (!later) return;
  const place = brief.editions.find(({ id }) => id === head.edition)?.place;
  const message = `${head.edition} is as of ${edition.asOf}, before the evidence that ${later.now.address} was wrong`;
  const hint = 'a print that corrects is as of the day of its evidence, or a later one';
  diagnostics.warn('dataset/bad-date', message, place, hint);
}

function printOf(source: EditionSource): Vintage {
  const { brief, edition, locale, head } = source;
  // The other mistakes of the template are reported when the edition itself is composed.
  const found = new Diagnostics();
  const filled = fillEdition({ ...source, vintage: undefined }, '', found);
  const brokenCharts = chartNames(brief, locale);
  const disputeOf = disputeFinder(edition, source.tests());
  const { dataset, release } = edition;
  const options = { locale, dataset, period: release.period, declared: brief.looseNumbers, brokenCharts, disputeOf };
  const document = parseDocument(filled, new Map(), options, found);
  return { id: head.edition, edition, blocks: blocksOf(document, locale) };
}

/** Parses a filled template with the charts of its edition. */
export function composeDocument(
  source: EditionSource,
  filled: Filled,
  drawn: readonly DrawnChart[],
  diagnostics: Diagnostics,
): Composition {
  const { brief, edition, locale, head } = source;
  // a line with a mistake is not among those that are drawn
  const brokenCharts = new Set([
    ...drawn.filter(({ chart }) => !chart).map(({ name }) => name),
    ...lineNames(brief, locale),
  ]);
  const doubts = head.draft && doubtsOf(source.result());
  const disputeOf = disputeFinder(edition, source.tests());
  const { dataset, release } = edition;
  const proofOf = proofFinder(source);
  const { period } = release;
  const options = { locale, dataset, period, declared: brief.looseNumbers, brokenCharts, disputeOf, proofOf, doubts };
  const document = parseDocument(filled, drawnIn(drawn), options, diagnostics);
  const redraws = new Map(drawn.flatMap(({ name, redraw }) => (redraw ? [[name, redraw]] : [])));
  return { source, document, filled, charts: shownCharts(document, drawn, diagnostics), redraws };
}

/**
 * An edition as it was printed on its date: without the corrections whose evidence was published later, which the data
 * hold now.
 */
function knownThen(edition: Edition): Edition {
  return withDataset(edition, (stated) => (isCorrectedAt(edition, stated) ? stated : asPrinted(stated)));
}

/**
 * An edition as if its sources had printed the right figures, where they are corrected and another state of them is not:
 * nothing in it reports these corrections.
 */
function asIfPrinted(edition: Edition, before: Edition): Edition {
  return withDataset(edition, (stated) => {
    const { correction, release, address } = stated;
    if (!correction) return stated;
    const then = statementsOf(before.dataset).byAddress.get(address);
    const wasCorrected = then?.some((other) => other.release.id === release.id && other.correction) ?? false;
    return wasCorrected ? stated : { ...asPrinted(stated), printed: correction.quantity };
  });
}

function withDataset(edition: Edition, change: (stated: Observation) => Observation): Edition {
  const releases = new Map([...edition.dataset.releases].map(([id, release]) => [id, withStatements(release, change)]));
  const dataset: Dataset = { ...edition.dataset, releases };
  return { ...edition, dataset, release: releases.get(edition.release.id) ?? edition.release };
}

/** A release whose statements are changed, and which they name as theirs. */
function withStatements(release: Release, change: (stated: Observation) => Observation): Release {
  const changed: Release = {
    ...release,
    get observations() {
      return observations;
    },
    get repeats() {
      return repeats;
    },
  };
  const own = (stated: Observation): Observation => ({ ...change(stated), release: changed });
  const observations = release.observations.map(own);
  const repeats = release.repeats?.map(own);
  return changed;
}
