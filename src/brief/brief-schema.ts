import * as z from 'zod';
import { formatKey } from '../core/files/format.ts';
import { naming } from '../dataset/naming.ts';
import { FLAVOUR_NAMES } from './flavour-names.ts';
import { type Paper, PAPER_NAMES } from './paper.ts';
import { date, pattern, text } from '../dataset/dataset-schema.ts';
import { LOCALE_IDS } from '../language/locales.ts';

/**
 * The keys of `brief.yaml` and the forms of their texts. YAML is read with every scalar as a text, so every leaf is a
 * string, and no schema transforms it. Editors show the descriptions.
 */

/** A language that Assay has words for. */
export const locale = z.enum(LOCALE_IDS).describe('Language in which Assay prints');
const datasetId = pattern(/^[a-z0-9][a-z0-9_-]*$/, 'is the name of a folder in data/', 'Folder in data/');
/** The id of an edition. The folder `data` next to editions holds the whole dataset. */
export const EDITION_ID = /^(?!data$)[a-z0-9][a-z0-9_-]{0,99}$/;
const editionId = pattern(
  EDITION_ID,
  'is written with at most 100 lower-case letters, digits, hyphens and underscores, and is not data',
  'Id, and name of the output folder',
);
const fileName = (ending: string, description: string) =>
  pattern(
    new RegExp(`^[A-Za-z0-9][A-Za-z0-9._-]*\\.${ending}$`),
    `is the name of a file next to brief.yaml, ending in .${ending}`,
    description,
  );

const paper = z.enum(PAPER_NAMES as [Paper, ...Paper[]]).describe('Size of the page');

export const papersSchema = z.union([paper, z.array(paper).min(1)]);

const directionWords = (like: string) =>
  z.array(text('Word for a change')).min(1).describe(`Words that mean "${like}"`).optional();

const editionSchema = z
  .strictObject({
    id: editionId,
    release: naming('release', text('Release of the dataset that it is about')),
    as_of: date('Last date of publication that counts; default: the newest in the dataset').optional(),
    next_edition: date('Date on which the next edition is expected').optional(),
  })
  .describe('The brief on one release');

export const briefSchema = z
  .strictObject({
    format: formatKey,
    title: z
      .partialRecord(locale, text('Title in that language'))
      .describe('Title by language; default: that of the dataset')
      .optional(),
    dataset: datasetId
      .describe('Folder in data/; default: that with the name of the brief, or the only one')
      .optional(),
    editions: z
      .array(editionSchema)
      .min(1)
      .describe('Editions, one for each release; default: all releases of the sources of the highest rank')
      .optional(),
    locales: z.array(locale).min(1).describe('Languages of the brief; default: those of the dataset').optional(),
    for: text('Dimension of the dataset; a document is printed for each of its members').optional(),
    members: z
      .array(naming('member', text('Id of a member')))
      .min(1)
      .describe('Members for which documents are printed; default: all')
      .optional(),
    template: fileName(
      'hbs',
      `Template; default: brief.md.hbs; a file brief.${LOCALE_IDS.at(-1)}.md.hbs replaces it for that language`,
    ).optional(),
    loose_numbers: z
      .array(z.string().min(1))
      .min(1)
      .describe('Numbers that may be typed by hand because they are names: CO2, 14th Five-Year Plan, 2020..2030')
      .optional(),
    direction_words: z
      .strictObject({ up: directionWords('rose'), down: directionWords('fell'), flat: directionWords('was unchanged') })
      .describe('Further words for changes that up=, down= and flat= may use: was burnt')
      .optional(),
    flavours: z
      .array(z.enum(FLAVOUR_NAMES).describe('Kind of wiki or host'))
      .min(1)
      .describe('Wikis and hosts for which it is printed next to brief.md, each into a folder with its name')
      .optional(),
    paper: papersSchema
      .describe('Size of the page, or a list of sizes; default: that of the house style, otherwise A4')
      .optional(),
  })
  .meta({ title: 'Assay brief', description: 'The content, releases and languages of a brief' });

export type BriefInput = z.output<typeof briefSchema>;
