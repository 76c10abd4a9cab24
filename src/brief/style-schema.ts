import * as z from 'zod';
import { formatKey } from '../core/files/format.ts';
import { naming } from '../dataset/naming.ts';
import { pattern, text } from '../dataset/dataset-schema.ts';
import { locale, papersSchema } from './brief-schema.ts';
import { styleKeySchemas } from './style-keys.ts';

/**
 * The keys of `style.yaml` and the forms of their texts. YAML is read with every scalar as a text, so every leaf is a
 * string, and no schema transforms it. Editors show the descriptions.
 */

const hexColour = (description: string) =>
  pattern(/^#[0-9a-f]{6}$/i, "is a colour of six hexadecimal digits, written '#0b5d7a'", description);
const colour = (description: string) => hexColour(description).optional();
const id = pattern(/^[a-z0-9_-]+$/, 'is an id of the dataset', 'Id in the dataset');
const localised = (what: string) =>
  z
    .partialRecord(
      locale,
      z.string().min(1).max(200, { error: 'has more than 200 characters' }).describe(`${what}, in that language`),
    )
    .describe(`${what}, by language`);
const path = (ending: string, description: string) =>
  pattern(
    new RegExp(String.raw`^(?:[A-Za-z0-9][A-Za-z0-9._-]*/)*[A-Za-z0-9][A-Za-z0-9._-]*\.(?:${ending})$`),
    `is the path of a file next to style.yaml, ending in .${ending.replace('|', ' or .')}`,
    description,
  );

const darkSchema = z
  .strictObject({
    ink: colour('Text'),
    quiet: colour('Secondary text'),
    accent: colour('Links and labels'),
    signal: colour('Emphasis'),
    band: colour('Background of the cover band'),
    band_title: colour('Title on the band'),
    band_text: colour('Text on the band'),
    rule: colour('Hairlines'),
    wash: colour('Tinted background'),
    ground: colour('Background of the page'),
    sheet: colour('Background of notes that open over the page'),
  })
  .describe('Colours on a dark screen; default: the same hues and contrasts');

const coloursSchema = z
  .strictObject({
    ink: colour('Text'),
    quiet: colour('Secondary text: labels, notes, running heads'),
    accent: colour('Links, labels of exhibits, the main series of a chart'),
    signal: colour('Emphasis: flags, the bar of a note, falling figures'),
    context: colour('Series of a chart with which the main one is compared'),
    band: colour('Background of the cover band'),
    band_title: colour('Title on the band'),
    band_text: colour('Text on the band'),
    rule: colour('Hairlines'),
    wash: colour('Tinted background'),
    grid: colour('Grid lines of charts'),
    axis: colour('Zero line of charts'),
    series: z.array(hexColour('Colour')).min(1).describe('Colours for the members of a dimension, in order').optional(),
    members: z
      .record(
        id,
        z
          .record(naming('member', id.describe('Id in the dataset')), hexColour('Colour'))
          .describe('Colour of each member'),
      )
      .describe('Colours of members, by dimension: the same wherever the member is shown')
      .optional(),
    dark: darkSchema.optional(),
  })
  .describe("Colours by purpose, written '#0b5d7a', with the quotes");

const fontsSchema = z
  .strictObject({
    serif: text('Family for running text; default: Source Serif 4').optional(),
    sans: text('Family for figures, tables and charts; default: Source Sans 3').optional(),
    files: z
      .array(path('ttf', 'TrueType file'))
      .min(1)
      .describe('Static TrueType files of families that Assay does not include: regular, bold and italic of each')
      .optional(),
  })
  .describe('Fonts; Chinese is always set in Noto Sans SC');

const logoSchema = z
  .strictObject({
    file: path('svg|png', 'Picture: SVG of plain shapes, or PNG'),
    alt: localised('Alternative text of the picture'),
    height: pattern(
      /^(?:(?:[4-9]|[123]\d)(?:\.\d)?|40(?:\.0)?)mm$/,
      'is a height from 4mm to 40mm',
      'Height; default: 10mm',
    ).optional(),
  })
  .describe('Picture at the top of the cover band');

const textSize = pattern(
  /^(?:(?:[89]|1[01])(?:\.\d{1,2})?|12(?:\.00?)?)pt$/,
  'is a size from 8pt to 12pt',
  'Size from 8pt to 12pt',
);

export const styleSchema = z
  .strictObject({
    format: formatKey,
    colours: coloursSchema.optional(),
    fonts: fontsSchema.optional(),
    text_size: z
      .union([textSize, z.partialRecord(locale, textSize).describe('By language')])
      .describe('Size of running text on paper; default: 10pt; may be given by language')
      .optional(),
    ...styleKeySchemas(),
    logo: logoSchema.optional(),
    page_head: localised('Text at the right of the head of each page').optional(),
    paper: papersSchema
      .describe('Size of the page, or a list of sizes, for briefs that name none; default: A4')
      .optional(),
  })
  .meta({
    title: 'Assay house style',
    description: 'The look of the briefs of one house: colours, fonts, sizes, spaces, logo and paper',
  });

export type StyleInput = z.output<typeof styleSchema>;
