import * as z from 'zod';

/**
 * The results of testing a dataset as plain data: one definition for the program, for `assay check --json` and for its
 * JSON Schema. Relations and figures are named by their position in `relations` and `figures`.
 */

const text = z.string();
const position = z.number().int().nonnegative();
const positions = z.array(position);

const sideSchema = z
  .strictObject({ left: text, sense: z.enum(['=', '!=', '<=', '<', '>=', '>']), right: text })
  .describe('The two sides with their numbers');

const relationSchema = z
  .strictObject({
    name: text.describe('Id of the relation or address of the record, with the step that derives it'),
    at: text.describe('Period'),
    derivation: z.enum(['stated', 'before', 'base', 'between', 'record', 'same', 'revision', 'part', 'parts', 'alike']),
    strength: z.enum(['hard', 'soft', 'evidence']).describe('evidence: shown, but decides nothing'),
    says: text.describe('Its text'),
    words: z.record(text, text).nullable().describe('Its words by language, if its author gave any'),
    verdict: z.enum(['contradicted', 'compatible', 'undecided']),
    revised: z.boolean().describe('Whether a contradiction only says that figures were revised'),
    margin: text
      .nullable()
      .describe('Distance from a contradiction, in widths of the rounding; negative if contradicted'),
    sides: z.array(sideSchema),
    figures: positions,
    standsOn: text.describe('Place of the relation or record in the data: file:line'),
    owner: text.nullable(),
    reason: text.nullable(),
    source: text.nullable(),
    exception: text.nullable().describe('Explanation of a known contradiction'),
  })
  .describe('A relation tested with the figures of one period');

const noticeSchema = z
  .strictObject({
    change: text.describe('×10, ÷10^4, sign, digits 1 and 2 swapped'),
    reach: z
      .enum(['alone', 'history', 'sources'])
      .nullable()
      .describe(
        'Figures that are needed to notice it: those of the release, its history, or other sources; null if nothing notices it',
      ),
    strength: z
      .enum(['hard', 'soft', 'warning'])
      .nullable()
      .describe(
        'What notices it: a hard relation; only soft ones, by more than a revision or with different other figures; or one soft relation warns, which is not noticing; null if it contradicts nothing',
      ),
    by: positions.describe('Relations that it would contradict'),
  })
  .describe('Whether a slip would be noticed');

const figureSchema = z
  .strictObject({
    address: text,
    release: text,
    source: text,
    at: text.nullable().describe('Place in the source'),
    standsAt: text.describe('Place in the data: file:line'),
    printed: text.nullable().describe('null for a claim in words'),
    corrected: text.nullable(),
    evidence: z.array(text),
    interval: text.nullable().describe('All numbers that it may stand for'),
    standing: z
      .enum(['accused', 'touched', 'disputed', 'compatible', 'undecided', 'untested'])
      .describe(
        'accused: every repair changes it; touched: in a contradicted hard relation; disputed: in a contradicted soft relation; a figure is never called valid',
      ),
    relations: positions,
    implied: z
      .strictObject({ hard: text, all: text })
      .nullable()
      .describe('Values that the other figures allow: by hard relations, and by soft ones too'),
    notices: z.array(noticeSchema),
    wouldCover: z
      .array(text)
      .describe(
        'Data with which slips of ×10 and ÷10 of the figure would be noticed, each added and tested; empty if they are as it is',
      ),
    watched: z
      .array(
        z.strictObject({
          by: z
            .enum(['time', 'across', 'copied', 'negative', 'decimals', 'unit'])
            .describe(
              'time: the periods around it; across: its row and column; copied: equal to its neighbour; negative: alone below zero; decimals: other than its row; unit: a whole column',
            ),
          limit: z
            .number()
            .nullable()
            .describe('By what factor it has to be off to be noticed; null if its size is not watched'),
          unusual: text.nullable().describe('Why it is unusual, which accuses nothing; null if it is not'),
        }),
      )
      .describe('What watches a level without a rule'),
  })
  .describe('A statement of a release');

const proofSchema = z.strictObject({ relation: position, before: z.array(sideSchema), after: z.array(sideSchema) });

const pointSchema = z
  .strictObject({
    relations: positions.describe('All hard relations that the changes touch'),
    values: z.array(
      z.strictObject({
        figure: position.nullable().describe('null for a constant'),
        constant: text.nullable(),
        value: text.describe('In the unit of the print, a constant in base units; exact: 701.25 or 1402/3'),
      }),
    ),
  })
  .nullable()
  .describe(
    'Numbers within what the figures stand for, with the changes made, that meet all these relations exactly; null if none were found within the budget, and then no figure is accused',
  );

const repairSchema = z
  .strictObject({
    dearer: z.number().describe('Difference in cost from the cheapest repair'),
    changes: z.array(
      z.strictObject({
        figure: position,
        change: text,
        printed: text,
        proposed: text.describe('The value; for an unknown value, the limits'),
        others: z.array(text).describe('Other values that are nearly as likely'),
        implied: text.describe('Values that the hard relations allow, with all other changes made'),
        calledForBy: z
          .array(proofSchema)
          .describe(
            'Relations contradicted without this change (before) and not with it (after), all other changes made',
          ),
      }),
    ),
    isAccepted: z.boolean().describe('Whether the data contain exactly these corrections'),
    restored: z.array(proofSchema),
    broken: z.array(proofSchema),
    left: z.array(proofSchema).describe('Contradicted before and after'),
    undecided: z.array(proofSchema),
    witnesses: z.array(
      z.strictObject({ figure: position, witness: position, isCopy: z.boolean(), agrees: z.boolean() }),
    ),
    point: pointSchema,
  })
  .describe('A set of changes with its certificate');

const componentSchema = z
  .strictObject({
    contradicted: positions,
    cost: z.number().nullable().describe('null if there is no repair of a known kind'),
    isCutShort: z.boolean().describe('Whether the search stopped at its limit, so that nothing is certain'),
    accused: positions.describe('Figures that every repair changes'),
    repairs: z.array(repairSchema).describe('At most 20, one for each set of figures, the cheapest first'),
    rules: z
      .array(
        z.strictObject({
          says: text.describe('In words, with the changes that fix what the rules do not explain'),
          rules: z.array(
            z.strictObject({
              name: text.describe('Id of the authored relation, or address of the claim'),
              standsOn: text.describe('Place in the data: file:line'),
              contradicted: positions,
              tested: z.number().int().describe('Its tests that decide something'),
            }),
          ),
          cost: z.number(),
          first: z.boolean().describe('Whether it is likelier than any repair of figures'),
        }),
      )
      .describe('Authored relations and claims that may be wrong in place of figures, the likeliest first'),
    deciding: positions.describe('Relations without which other repairs would be found'),
  })
  .describe('Contradictions that depend on one another, with their repairs');

const coverageRowSchema = z.strictObject({
  change: text,
  slips: z.number().int().describe('Injected slips'),
  alone: z.number().int().describe('Slips that the release alone notices'),
  history: z.number().int().describe('Slips noticed with older releases too'),
  sources: z.number().int().describe('Slips noticed with independent sources too'),
  hard: z.number().int().describe('Of those, slips that contradict a hard relation'),
  soft: z.number().int().describe('Of those, slips that contradict soft relations only'),
  warned: z.number().int().describe('Slips that are not noticed, but of which one soft relation warns'),
});

/** The shape of a report. */
export const reportSchema = z
  .strictObject({
    dataset: text,
    asPrinted: z.boolean(),
    alone: text.nullable(),
    asOf: text.nullable(),
    counts: z.strictObject({
      figures: z.number().int(),
      numeric: z.number().int(),
      untested: z.number().int().describe('Numeric figures that no relation tests'),
      relations: z.number().int(),
      contradicted: z.number().int().describe('Relations that decide something, without those with an exception'),
      excepted: z.number().int().describe('Contradicted relations with an exception'),
      undecided: z.number().int(),
    }),
    relations: z.array(relationSchema),
    figures: z.array(figureSchema),
    components: z.array(componentSchema),
    proposed: z
      .array(
        z.strictObject({
          rule: text.describe('Id in relations.yaml'),
          holds: text,
          standsOn: text.describe('Place in the data: file:line'),
          held: z.number().int().describe('Periods in which it holds, of all its members'),
          of: z.number().int().describe('Periods in which it can be tested'),
          broken: z.array(
            z.strictObject({
              relation: text,
              at: text,
              says: text.describe('What is printed, and what would have to be'),
              slips: z.array(text).describe('What would explain it, the likeliest first'),
              figures: z.array(text).describe('Addresses of the figures in it'),
            }),
          ),
        }),
      )
      .describe('Rules that a search found and nobody has accepted: no figure is judged by them'),
    coverage: z.array(coverageRowSchema),
    newest: z
      .strictObject({
        release: text,
        coverage: z.array(coverageRowSchema).describe('Slips of ×10, and of ÷10'),
        untested: positions.describe('Its figures that no relation tests'),
      })
      .nullable()
      .describe('The largest new release; null without figures'),
    revisions: z
      .array(z.strictObject({ before: position, now: position, published: text.describe('Day of the later release') }))
      .describe('Figures that a later release of the same source states otherwise, the newest first'),
    exceptions: z.array(
      z.strictObject({
        relation: text,
        at: text,
        reason: text,
        reasons: z.record(text, text).describe('The reason by language'),
        source: text.nullable(),
        relations: positions,
      }),
    ),
  })
  .meta({ title: 'Assay report', description: 'The results of testing the figures of a dataset against one another' });

export type ReportData = z.output<typeof reportSchema>;
export type RelationReport = ReportData['relations'][number];
export type FigureReport = ReportData['figures'][number];
export type ComponentReport = ReportData['components'][number];
export type RepairReport = ComponentReport['repairs'][number];
