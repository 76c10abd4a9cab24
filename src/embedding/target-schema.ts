import * as z from 'zod';
import { locale } from '../brief/brief-schema.ts';
import { FLAVOUR_NAMES } from '../brief/flavour-names.ts';
import { text } from '../dataset/dataset-schema.ts';
import { CONFLUENCE_KEYS } from '../host/confluence/publishing/keys.ts';
import { MEDIAWIKI_KEYS } from '../host/mediawiki/publishing/keys.ts';

/** The name of a variable of the environment, as tokens are not written. */
export const VARIABLE = /^[A-Z_][A-Z0-9_]*$/;

// That it is a name is checked where targets are read: a message about the shape of a file repeats what is there.
const variable = text(
  'Variable of the environment that holds the token or password, in capitals; the token itself is not written anywhere',
).meta({ pattern: VARIABLE.source });

/** A wiki or host that `assay publish` writes to: the keys of an entry of `targets:`. */
export const targetSchema = z
  .strictObject({
    git: text('Git repository of a wiki: an address or a path').optional(),
    folder: text('Folder of a wiki on this machine, absolute or from the root').optional(),
    ...MEDIAWIKI_KEYS.address,
    ...CONFLUENCE_KEYS.address,
    flavour: z.enum(FLAVOUR_NAMES).describe('Kind of wiki; for git and folder only, where it is needed').optional(),
    branch: text('Branch of the repository; default: its own').optional(),
    below: text(
      `Where pages are: a folder of the repository, ${MEDIAWIKI_KEYS.below}, or ${CONFLUENCE_KEYS.below}`,
    ).optional(),
    pages: z
      .enum(['newest', 'editions'])
      .describe('One page that holds the newest edition (the default), or one for each edition and a list of them')
      .optional(),
    briefs: z.array(text('Folder in templates/')).min(1).describe('Briefs to publish; default: all').optional(),
    locales: z.array(locale).min(1).describe('Languages to publish; default: all of the brief').optional(),
    attach: z
      .array(z.enum(['pdf', 'csv']))
      .min(1)
      .describe('Files that go with each page')
      .optional(),
    embed: z
      .array(text('File, folder or glob of the repository: **/*.md'))
      .min(1)
      .describe('Pages of people in which regions are filled, too; for git and folder only')
      .optional(),
    ...CONFLUENCE_KEYS.own,
    user: text('Name that goes with the token').optional(),
    token: variable.optional(),
    author: text('Who commits: Name <name@example.org>').optional(),
  })
  .describe('Wiki or host that assay publish writes to');

export type TargetInput = z.output<typeof targetSchema>;
