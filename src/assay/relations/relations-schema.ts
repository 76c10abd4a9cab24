import * as z from 'zod';
import { formatKey } from '../../core/files/format.ts';
import { naming } from '../../dataset/naming.ts';
import { anyText, pattern, text } from '../../dataset/dataset-schema.ts';

/**
 * The shape of `relations.yaml`. As in the other data files every leaf is a text; what takes more than one value to
 * judge is judged while the relations are read.
 */

const id = (description: string) =>
  pattern(/^[a-z][a-z0-9_]*$/, 'is written with lower-case letters, digits and underscores', description);

const constantId = naming(
  'constant',
  pattern(
    /^([a-z][a-z0-9_]*|base_revision(\.[a-z0-9_]+)+)$/,
    'is written with lower-case letters, digits and underscores; only base_revision may have an indicator after a dot',
    'Id; base_revision, or base_revision.INDICATOR, says by what factor bases may be revised',
  ),
);

const owner = text('Who is responsible for it: the body that defines or publishes it, or who set the range').optional();
const source = text('Where it can be read').optional();

const constantSchema = z
  .strictObject({
    in: z
      .array(text('End of the range'))
      .min(1)
      .describe('Least and greatest value: the widest range that anyone defends')
      .optional(),
    is: text('Exact value, if it is known').optional(),
    unit: text('Unit of the ends or the value; default: the unit written in them, otherwise none').optional(),
    owner,
    reason: text('What it is, and the reason for this range').optional(),
    source,
  })
  .describe('A number that no release states');

const relationSchema = z
  .strictObject({
    id: id('Name of the relation, used once'),
    hardness: z
      .enum(['hard', 'soft'])
      .describe(
        'hard: follows from definitions, or from the widest range that anyone defends; soft: a range that was observed',
      ),
    holds: naming('relation', text('Comparison that must hold: trade.total = trade.imports + trade.exports')),
    for: text(
      'Dimension: the relation is tested for each member, and * stands for the indicator about that member',
    ).optional(),
    proposed: z
      .union([
        z.literal('rejected').describe('Found by a search and rejected: it is not tested, and not proposed again'),
        z
          .strictObject({
            holds: text('Periods in which it held when it was found'),
            of: text('Periods in which it could be tested'),
          })
          .describe('Found by a search, and accepted by nobody yet: it is tested, and accuses no figure'),
      ])
      .describe('Set by a search for rules; without it, the relation is one that a person answers for')
      .optional(),
    periods: text('Periods in which it must hold: 2023.., ..2022, 2020..2025; default: all').optional(),
    sources: z
      .array(naming('source', text('Id of a source or of a publisher group')))
      .min(1)
      .describe('Sources whose figures it tests; default: all')
      .optional(),
    owner,
    reason: text('Why it must hold').optional(),
    seen: pattern(
      /^\d{1,6}$/,
      'is a whole number, such as 12',
      'Number of cases in which a soft relation was seen to hold. Without it, or below 5, the relation is a judgement: it only warns, and no brief marks a figure as disputed because of it',
    ).optional(),
    words: anyText('The relation in words, by language, for briefs that print it').optional(),
    source,
    note: text('A remark for those who maintain the data').optional(),
  })
  .describe('A relation that must hold between figures');

const exceptionSchema = z
  .strictObject({
    relation: naming(
      'derived',
      text(
        'Id of the relation, or name of a derived one as `assay check` prints it; * stands for a part: output.*:growth',
      ),
    ),
    at: text('Period in which it does not hold'),
    reason: anyText('Explanation of the disagreement'),
    source,
  })
  .describe('A known, explained disagreement');

/** The shape of `relations.yaml`. */
export const relationsSchema = z
  .strictObject({
    format: formatKey,
    constants: z.record(constantId, constantSchema).describe('Constants by id').optional(),
    relations: z.array(relationSchema).describe('Relations that must hold between figures').optional(),
    words: z
      .record(
        naming(
          'derived',
          pattern(/^[a-z*]/, 'starts with the name of an indicator or a relation', 'Name of a derived relation'),
        ),
        anyText('What to print of it'),
      )
      .describe(
        'Words for derived relations, by name as `assay check` prints it, such as exports/same; * stands for a part',
      )
      .optional(),
    exceptions: z.array(exceptionSchema).describe('Known disagreements').optional(),
  })
  .meta({ title: 'Assay relations', description: 'Relations that must hold between the figures of a dataset' });

export type RelationsInput = z.output<typeof relationsSchema>;
export type ConstantInput = z.output<typeof constantSchema>;
export type RelationInput = z.output<typeof relationSchema>;
export type ExceptionInput = z.output<typeof exceptionSchema>;
