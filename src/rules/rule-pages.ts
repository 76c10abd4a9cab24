import type { RuleId } from '../core/diagnostics/rules.ts';
import { ASSAY_PAGES } from './pages/assay.ts';
import { BRIEF_PAGES } from './pages/briefs.ts';
import { CHART_PAGES } from './pages/charts.ts';
import { DATASET_PAGES } from './pages/dataset.ts';
import { DOCUMENT_PAGES } from './pages/documents.ts';
import { FILE_PAGES } from './pages/files.ts';
import { IMPORT_PAGES } from './pages/imports.ts';
import { OTHER_PAGES } from './pages/others.ts';
import { OUTPUT_PAGES } from './pages/outputs.ts';
import { EMBED_PAGES, PUBLISH_PAGES } from './pages/pages-of-people.ts';
import { TEMPLATE_PAGES } from './pages/templates.ts';
import type { RulePage } from './rule-page.ts';

/**
 * The page of every rule. A rule without one is a mistake that the compiler tells: write it into the file of its folder in
 * `pages/`, with the smallest example; `tests/rules/` runs it.
 */
export const RULE_PAGES: Readonly<Record<RuleId, RulePage>> = {
  ...FILE_PAGES,
  ...DATASET_PAGES,
  ...ASSAY_PAGES,
  ...BRIEF_PAGES,
  ...TEMPLATE_PAGES,
  ...DOCUMENT_PAGES,
  ...CHART_PAGES,
  ...OUTPUT_PAGES,
  ...EMBED_PAGES,
  ...IMPORT_PAGES,
  ...OTHER_PAGES,
  ...PUBLISH_PAGES,
};
