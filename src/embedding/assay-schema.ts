import * as z from 'zod';
import { formatKey } from '../core/files/format.ts';
import { FLAVOUR_NAMES } from '../brief/flavour-names.ts';
import { pattern, text } from '../dataset/dataset-schema.ts';
import { MARK_NAME } from './region-words.ts';
import { targetSchema } from './target-schema.ts';

/**
 * The keys of `assay.yaml`, which is at the root and says where what Assay prints goes. As in all YAML here, every
 * leaf is a text.
 */

const pagesSchema = text('File, folder or glob of pages, from the root: wiki/**/*.md');

const embedSchema = z
  .strictObject({
    pages: z.union([pagesSchema, z.array(pagesSchema).min(1)]).describe('Pages: a file, a folder or a glob, or a list'),
    flavour: z
      .enum(FLAVOUR_NAMES)
      .describe('Wiki or host that shows these pages; default: what their folder is')
      .optional(),
  })
  .describe('Pages with regions that assay embed fills');

const name = pattern(MARK_NAME, 'is written in lower-case letters, digits and hyphens', 'Name');

export const assaySchema = z
  .strictObject({
    format: formatKey,
    owner: name
      .describe('Name of this folder in wikis: pages that it publishes carry it, so that it deletes no others')
      .optional(),
    embed: z
      .array(embedSchema)
      .min(1)
      .describe('Pages of people, in which regions are filled; the first entry that has a page counts')
      .optional(),
    targets: z
      .record(name, targetSchema)
      .describe('Wikis and hosts that assay publish writes to, by the names that it is called with')
      .optional(),
  })
  .meta({ title: 'Assay', description: 'Where what Assay prints goes' });

export type AssayInput = z.output<typeof assaySchema>;
