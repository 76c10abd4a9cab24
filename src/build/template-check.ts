import type { Brief } from '../brief/brief.ts';
import { chartName } from '../chart/spec.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import { openEdition } from '../dataset/edition.ts';
import type { Dataset } from '../dataset/model.ts';
import { parseDocument } from '../document/document-parser.ts';
import { fillTemplate } from '../template/engine.ts';
import { membersOf, sliceEdition } from './brief-members.ts';

/** Mistakes that missing figures do not cause. */
const INDEPENDENT: ReadonlySet<RuleId> = new Set([
  'template/syntax',
  'template/unknown-helper',
  'template/unknown-partial',
  'template/partial-cycle',
  'template/raw-output',
  'template/missing-argument',
  'template/bad-argument',
  'template/too-large',
  'document/loose-number',
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
  'chart/unknown',
]);

/**
 * Reports the mistakes in the templates of a brief that do not depend on figures, with as much of its dataset as could
 * be read, so that one run shows the mistakes in data and in templates.
 */
export function checkTemplates(brief: Brief, dataset: Dataset, diagnostics: Diagnostics): void {
  const found = new Diagnostics();
  const brokenCharts = new Set(brief.charts.map(({ path }) => chartName(path)));
  const members = membersOf(brief, { dataset }, new Diagnostics());
  for (const { release, asOf, place } of brief.editions) {
    const whole = openEdition(dataset, release, asOf, new Diagnostics(), place);
    const [edition] = whole && members ? sliceEdition(whole, members, new Diagnostics()) : [whole];
    if (!edition) continue;
    for (const locale of brief.locales) {
      const own = new Diagnostics();
      const filled = { ...fillTemplate(brief, edition, locale, own), hasGaps: true };
      parseDocument(filled, new Map(), { locale, dataset, declared: brief.looseNumbers, brokenCharts }, own);
      found.includeNew(own);
    }
  }
  diagnostics.include({ all: found.all.filter(({ rule }) => INDEPENDENT.has(rule)) });
}
