import type { ReadableBrief } from '../brief/brief-folder.ts';
import type { Brief } from '../brief/brief.ts';
import { chartLines } from '../chart/kinds/chart-line.ts';
import { loadChart } from '../chart/spec.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import { placeAt } from '../core/diagnostics/source-file.ts';
import { type Edition, openEdition } from '../dataset/edition.ts';
import type { Localised } from '../dataset/localised.ts';
import type { Dataset, Release, Source } from '../dataset/model.ts';
import { lastDay, parsePeriod } from '../dataset/period.ts';
import { parseDocument } from '../document/document-parser.ts';
import { NO_CHANGES } from '../template/changes-context.ts';
import { fillTemplate } from '../template/engine.ts';
import type { PreviousEdition } from '../template/scope.ts';
import { chartNames } from './edition-charts.ts';
import { membersOf, sliceEdition } from './brief-members.ts';
import { releaseId } from '../dataset/address.ts';

/** Mistakes that missing figures do not cause. */
const INDEPENDENT: ReadonlySet<RuleId> = new Set([
  'template/syntax',
  'template/unknown-helper',
  'template/unknown-partial',
  'template/partial-cycle',
  'template/raw-output',
  'template/missing-argument',
  'template/bad-argument',
  'template/unknown-word',
  'template/too-large',
  'document/unknown-directive',
  'document/bad-directive',
  'document/bad-table',
  'document/bad-heading',
  'document/nested-heading',
  'document/bad-id',
  'document/missing-id',
  'document/duplicate-id',
  'document/raw-html',
  'document/image',
  'document/alert',
  'document/definition-list',
  'document/unknown-construct',
  'chart/unknown',
]);

/**
 * Reports the mistakes in the templates and charts of a brief that do not depend on figures, with as much of the brief
 * and its dataset as could be read, so that one run shows the mistakes in data and in templates.
 */
export async function checkTemplates(
  { brief, isWhole }: ReadableBrief,
  dataset: Dataset | undefined,
  diagnostics: Diagnostics,
): Promise<void> {
  const found = new Diagnostics();
  for (const edition of editionsOf(brief, dataset)) {
    for (const locale of brief.locales) {
      const own = new Diagnostics();
      const filled = { ...fillTemplate(brief, edition, locale, own, { previous: sameBefore(edition) }), hasGaps: true };
      const options = {
        locale,
        dataset: edition.dataset,
        declared: brief.looseNumbers,
        brokenCharts: chartNames(brief, locale),
      };
      parseDocument(filled, new Map(), options, own);
      found.includeNew(own);
    }
  }
  const isTold = (rule: RuleId): boolean => INDEPENDENT.has(rule) || (isWhole && rule === 'document/loose-number');
  diagnostics.include({ all: found.all.filter(({ rule }) => isTold(rule)) });
  for (const locale of brief.locales) chartLines(brief, locale, diagnostics);
  for (const file of brief.charts) await loadChart(file, diagnostics);
}

/** An edition in place of the one before it, which may be what cannot be read: `changes.previous` has all its parts. */
function sameBefore(edition: Edition): PreviousEdition {
  return { id: edition.release.id, edition, changes: () => NO_CHANGES };
}

/** The editions of a brief as far as they can be opened; if none can, one without figures. */
function editionsOf(brief: Brief, dataset: Dataset | undefined): readonly Edition[] {
  const members = dataset && membersOf(brief, { dataset }, new Diagnostics());
  const editions = brief.editions.flatMap(({ release, asOf, place }): Edition[] => {
    const whole = dataset && openEdition(dataset, release, asOf, new Diagnostics(), place);
    if (!whole) return [];
    return members ? sliceEdition(whole, members, new Diagnostics()).slice(0, 1) : [whole];
  });
  return editions.length > 0 ? editions : [standInEdition(brief)];
}

const NOTHING = new Map<string, never>();
const DAY = '2000-01-01';

/**
 * An edition of a dataset without any figure, in place of one that cannot be read: the template of a brief can be filled
 * with it to find the mistakes that do not depend on data.
 */
function standInEdition({ file, dataset: { id }, each, locales }: Brief): Edition {
  const words: Localised = new Map(locales.map((locale) => [locale, id || '…']));
  const source: Source = { id: 'none', publisher: words, rank: 1, reliability: 'read', group: 'none' };
  const [period, asOf] = [parsePeriod(DAY.slice(0, 4)), lastDay(DAY)];
  if (!period || !asOf) throw new RangeError(`${DAY} is not a day`);
  const release: Release = { id: releaseId('none'), source, published: DAY, period, observations: [], file };
  const dimension = { id: each?.dimension.id ?? 'none', label: words, members: new Map([['none', words]]) };
  const dataset: Dataset = {
    id,
    title: words,
    publisher: words,
    licence: '…',
    contact: words,
    nextRelease: { date: DAY, place: placeAt(file, 0) },
    locales,
    dimensions: NOTHING,
    units: NOTHING,
    conditions: NOTHING,
    indicators: NOTHING,
    sources: new Map([[source.id, source]]),
    releases: new Map([[release.id, release]]),
    events: NOTHING,
    file,
  };
  // A member, because a brief.yaml that cannot be read does not say whether it is printed for members.
  return { dataset, release, asOf, period, slice: { dimension, member: 'none' } };
}
