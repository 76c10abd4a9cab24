import * as z from 'zod';
import { WEIGHTS } from '../../comparison/change-weight.ts';
import { addressesIn } from '../../comparison/document-changes.ts';
import type { Place } from '../../core/diagnostics/source-file.ts';
import { ASPECTS } from '../aspect.ts';
import {
  type CausedChange,
  changedBriefs,
  type Difference,
  type EditionDifference,
  type Failure,
  isDifferent,
  isMaterial,
} from '../difference.ts';

/** A difference as plain data, as `differenceSchema` describes it. */
export function differenceJson(difference: Difference): DifferenceData {
  const { base, head, packages, datasets, editions, failures } = difference;
  return {
    base,
    head,
    differs: isDifferent(difference),
    changed: changedBriefs(difference),
    material: editions.some(isMaterial),
    packages: packages.map(({ name, before = null, after = null }) => ({ name, before, after })),
    datasets: datasets.map(({ dataset, statements, rules, verdicts, findings, coverage, counts }) => ({
      dataset,
      counts,
      statements: statements.map(({ address, release, nature, why, before = null, after = null, shift, place }) => ({
        address,
        release,
        nature,
        why,
        before,
        after,
        shift: shift ?? null,
        place: placeData(place),
      })),
      rules: rules.map(({ kind, name, before = null, after = null, place }) => ({
        kind,
        name,
        before,
        after,
        place: placeData(place),
      })),
      verdicts: verdicts.map(({ relation, at, says, before = null, after = null }) => ({
        relation,
        at,
        says,
        before,
        after,
      })),
      findings: findings.map(({ rule, severity, message, hint = null, place }) => ({
        rule,
        severity,
        message,
        hint,
        place: placeData(place),
      })),
      coverage: [...coverage],
    })),
    editions: editions.map(editionData),
    failures: failures.map(failureData),
  };
}

function editionData(edition: EditionDifference): DifferenceData['editions'][number] {
  const { head, comparedWith = null, state, aspects, changes, pages, anchors = [] } = edition;
  return {
    brief: head.brief,
    edition: head.edition,
    locale: head.locale,
    member: head.member ?? null,
    compared_with: comparedWith,
    state,
    material: isMaterial(edition),
    inputs: [...aspects],
    changes: changes.map(changeData),
    anchors: anchors.map(({ name, before, after }) => ({ name, before, after })),
    pages: pages ? { ...pages.pages, moves: [...pages.moves] } : null,
  };
}

function failureData({ side, isOld, problem, editions }: Failure): DifferenceData['failures'][number] {
  const { rule, message, hint = null, place } = problem;
  return {
    side,
    known_before: isOld,
    rule,
    message,
    hint,
    place: placeData(place),
    editions: editions.map(({ brief, edition = null, locale = null, member = null }) => ({
      brief,
      edition,
      locale,
      member,
    })),
  };
}

function changeData(change: CausedChange): DifferenceData['editions'][number]['changes'][number] {
  const { part, weight, before, after, where, cell, place, figures, names = [], why, isJoint } = change;
  return {
    part,
    change: change.change,
    weight,
    section: where.sectionId,
    exhibit: where.exhibit?.id ?? null,
    row: cell?.row ?? null,
    column: cell?.column ?? null,
    before: before?.text ?? null,
    after: after?.text ?? null,
    addresses: addressesIn(change),
    figures: figures.map(({ address, before: was = null, after: is = null, shift }) => ({
      address,
      before: was,
      after: is,
      shift: shift ?? null,
    })),
    names: [...names],
    template: placeData(place),
    why: [...why],
    joint: isJoint,
  };
}

function placeData(place: Place | undefined): PlaceData | null {
  return place ? { file: place.file.path, line: place.line, column: place.column } : null;
}

/** What differs between two states as plain data: one definition for the program and for its JSON Schema. */

const text = z.string();
const count = z.number().int().nonnegative();

const placeSchema = z.strictObject({ file: text, line: count, column: count });

const shiftSchema = z
  .strictObject({
    text: text.describe('Absolute, in the unit of the later figure'),
    lastDigits: text.describe('In units of the last digit that counts'),
    digit: text.describe('What such a unit is worth'),
  })
  .nullable();

const verdict = z.enum(['contradicted', 'compatible', 'undecided']).nullable().describe('null: not tested');

const countsSchema = z.strictObject({
  statements: count,
  corrections: count,
  exceptions: count,
  figures: count,
  numeric: count,
  untested: count,
  relations: count,
  contradicted: count,
  excepted: count,
  undecided: count,
});

const statementSchema = z
  .strictObject({
    address: text,
    release: text,
    nature: z.enum(['revision', 'correction', 'slip', 'disputed', 'unclear', 'new', 'gone', 'detail']),
    why: text.describe('What decides that'),
    before: text.nullable(),
    after: text.nullable(),
    shift: shiftSchema,
    place: placeSchema.nullable(),
  })
  .describe('A statement of a release');

const coverageSchema = z.strictObject({ slips: count, sources: count });

const datasetSchema = z.strictObject({
  dataset: text,
  counts: z.strictObject({ before: countsSchema, after: countsSchema }),
  statements: z.array(statementSchema),
  rules: z.array(
    z.strictObject({
      kind: z.enum(['relation', 'exception', 'constant']),
      name: text,
      before: text.nullable(),
      after: text.nullable(),
      place: placeSchema.nullable(),
    }),
  ),
  verdicts: z.array(z.strictObject({ relation: text, at: text, says: text, before: verdict, after: verdict })),
  findings: z
    .array(
      z.strictObject({
        rule: text,
        severity: z.enum(['error', 'warning']),
        message: text,
        hint: text.nullable(),
        place: placeSchema.nullable(),
      }),
    )
    .describe('What the tests report of the later state alone'),
  coverage: z
    .array(z.strictObject({ change: text, before: coverageSchema, after: coverageSchema }))
    .describe('How many slips of each kind would be noticed, of how many; empty where that stays'),
});

const aspect = z.enum(ASPECTS);

const changeSchema = z
  .strictObject({
    part: z.enum(['sentence', 'cell', 'heading', 'title', 'figure', 'chart', 'note', 'code']),
    change: z.enum(['changed', 'added', 'removed', 'moved']),
    weight: z.enum(WEIGHTS),
    section: text.describe('Id of its section'),
    exhibit: text.nullable().describe('Id of its chart or table'),
    row: text.nullable(),
    column: text.nullable(),
    before: text.nullable(),
    after: text.nullable(),
    addresses: z.array(text).describe('The figures in it'),
    figures: z.array(
      z.strictObject({ address: text, before: text.nullable(), after: text.nullable(), shift: shiftSchema }),
    ),
    names: z
      .array(z.strictObject({ address: text, before: text, after: text }))
      .describe('Figures of a chart that are called otherwise in its drawing'),
    template: placeSchema.nullable().describe('Where it comes from'),
    why: z.array(aspect).describe('The inputs that explain it'),
    joint: z.boolean().describe('Whether none of them explains it alone'),
  })
  .describe('Something that a reader sees otherwise');

const editionSchema = z.strictObject({
  brief: text,
  edition: text,
  locale: text,
  member: text.nullable(),
  compared_with: text.nullable().describe('The other edition, where two editions are compared'),
  state: z
    .enum(['unchanged', 'changed', 'added', 'removed', 'failed', 'mended'])
    .describe('failed: the later state does not build; mended: the earlier one did not'),
  material: z.boolean().describe('Whether a direction, a rank, a heading or a title changes, or it does not build'),
  inputs: z.array(aspect).describe('The kinds of input that differ'),
  changes: z.array(changeSchema).describe('Of an edition that does not build only what would surely change'),
  anchors: z
    .array(z.strictObject({ name: text, before: text, after: text }))
    .describe('Sections and exhibits with another id, to which earlier links no longer lead'),
  pages: z
    .strictObject({
      before: count,
      after: count,
      moves: z
        .array(
          z.strictObject({
            id: text.describe('Id of a section, chart or table'),
            name: text,
            before: text,
            after: text.describe('The number that is printed on the page on which it begins'),
          }),
        )
        .describe('What begins on another page'),
    })
    .nullable()
    .describe('The pages of the PDF; null: it was not printed'),
});

export const differenceSchema = z.strictObject({
  base: text,
  head: text,
  differs: z.boolean(),
  changed: z
    .array(text)
    .describe('Briefs that read otherwise, do not build, or whose figures contradict one another now'),
  material: z.boolean().describe('Whether that is material in one of the editions'),
  packages: z.array(z.strictObject({ name: text, before: text.nullable(), after: text.nullable() })),
  datasets: z.array(datasetSchema),
  editions: z.array(editionSchema),
  failures: z
    .array(
      z.strictObject({
        side: z.enum(['base', 'head']),
        known_before: z.boolean().describe('Whether the earlier state has it, too'),
        rule: text,
        message: text,
        hint: text.nullable(),
        place: placeSchema.nullable(),
        editions: z
          .array(
            z.strictObject({ brief: text, edition: text.nullable(), locale: text.nullable(), member: text.nullable() }),
          )
          .describe('Without an edition: none of the brief is known'),
      }),
    )
    .describe('Mistakes that keep editions from being built'),
});

type DifferenceData = z.output<typeof differenceSchema>;
type PlaceData = z.output<typeof placeSchema>;
