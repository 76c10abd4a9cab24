import * as z from 'zod';
import { relationsSchema } from '../assay/relations/relations-schema.ts';
import { reportSchema } from '../assay/report/report-schema.ts';
import { briefSchema } from '../brief/brief-schema.ts';
import { styleSchema } from '../brief/style-schema.ts';
import { pagePath, type RuleId, RULES } from '../core/diagnostics/rules.ts';
import { jsonSchema } from '../core/files/json-schema.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { eventsSchema } from '../dataset/dataset-schema.ts';
import { releaseSchema, wholeDatasetSchema } from '../dataset/release-schema.ts';
import { differenceSchema } from '../diff/views/json-view.ts';
import { assaySchema } from '../embedding/assay-schema.ts';
import { parseRulePage } from '../rules/rule-page.ts';
import { ruleMarkdown } from '../rules/rule-text.ts';
import { mappingSchema } from '../tables/importing/mapping-schema.ts';
import { sourceRecordSchema } from '../source-document/source-record.ts';
import { referencePages } from './reference-pages.ts';
import { SLIP_KINDS_PATH, slipKindsFile } from './slip-kinds-file.ts';

/** The schemas by which files are checked, and those of what `--json` prints. */
const SCHEMAS: Readonly<Record<string, object>> = {
  'data/schema/dataset.schema.json': jsonSchema(wholeDatasetSchema),
  'data/schema/release.schema.json': jsonSchema(releaseSchema),
  'data/schema/source.schema.json': jsonSchema(sourceRecordSchema),
  'data/schema/events.schema.json': jsonSchema(eventsSchema),
  'data/schema/relations.schema.json': jsonSchema(relationsSchema),
  'data/schema/import.schema.json': jsonSchema(mappingSchema),
  'data/schema/assay-report.schema.json': z.toJSONSchema(reportSchema, { target: 'draft-7' }),
  'templates/schema/brief.schema.json': jsonSchema(briefSchema),
  'templates/schema/style.schema.json': jsonSchema(styleSchema),
  'schema/assay.schema.json': jsonSchema(assaySchema),
  'schema/diff.schema.json': z.toJSONSchema(differenceSchema, { target: 'draft-7' }),
};

/**
 * Every file of a checkout that is generated, by its path: schemas, the names of slips, reference pages, and the pages of rules, of which a
 * person writes the words and the example, and this the sentences around them. Throws if a rule has no page.
 */
export async function generatedFiles(workspace: Workspace): Promise<ReadonlyMap<string, string>> {
  const files = new Map(referencePages()).set(SLIP_KINDS_PATH, slipKindsFile());
  for (const [path, schema] of Object.entries(SCHEMAS)) files.set(path, `${JSON.stringify(schema, undefined, 2)}\n`);
  for (const rule of Object.keys(RULES) as RuleId[]) {
    const bytes = await workspace.readBytes(pagePath(rule));
    if (!bytes) throw new Error(`${rule} has no page: write ${pagePath(rule)} as the pages next to it are written`);
    files.set(pagePath(rule), ruleMarkdown(rule, parseRulePage(new TextDecoder().decode(bytes))));
  }
  return files;
}
