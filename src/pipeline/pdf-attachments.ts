import { evidenceOf, type Observation, quantityOf } from '../dataset/model.ts';
import { statementsIn } from '../dataset/statements.ts';
import { type Column, tableCsv, textColumn } from '../dataset/table.ts';
import { words } from '../language/locales.ts';
import type { Attachment } from '../output/pdf/conform/embedded-files.ts';
import { relationsCallingFor } from '../template/proofs.ts';
import type { ShownTests } from '../assay/report/edition-tests.ts';
import type { EditionSource } from './edition-source.ts';

/** The files that the PDF of an edition carries: its figures, what it prints of them, and what was corrected. */
export function attachmentsOf(
  { edition, locale, tests }: EditionSource,
  texts: ReadonlyMap<string, string>,
): readonly Attachment[] {
  const { attached } = words(locale);
  const corrected = statementsIn(edition).filter(({ correction }) => correction !== undefined);
  const attachments: Attachment[] = [
    {
      name: 'observations.csv',
      type: 'text/csv',
      description: attached.observations,
      relationship: 'Data',
      content: Buffer.from(texts.get('data/observations.csv') ?? ''),
    },
    {
      name: 'brief.json',
      type: 'application/json',
      description: attached.brief,
      relationship: 'Supplement',
      content: Buffer.from(texts.get('brief.json') ?? ''),
    },
  ];
  if (corrected.length === 0) return attachments;
  const corrections: Attachment = {
    name: 'corrections.csv',
    type: 'text/csv',
    description: attached.corrections,
    relationship: 'Data',
    content: Buffer.from(tableCsv(correctionColumns(tests()), corrected)),
  };
  return [...attachments, corrections];
}

function correctionColumns(tests: ShownTests): readonly Column<Observation>[] {
  return [
    textColumn('address', 'What the figure states', ({ address }) => address),
    textColumn('release', 'Id of the release that prints it', ({ release }) => release.id),
    textColumn('place', 'Where it stands there', ({ at }) => at),
    textColumn('printed', 'The figure as printed', ({ printed }) => printed?.text),
    textColumn('corrected', 'The figure as corrected', (observation) => quantityOf(observation)?.text),
    textColumn(
      'evidence',
      'Releases that state the corrected figure',
      ({ correction }) => correction && evidenceOf(correction).join(' '),
    ),
    textColumn('decided_by', 'Relations that the print contradicts and the correction restores', (observation) =>
      relationsCallingFor(observation, tests)
        .map(({ relation }) => relation.name)
        .join(' '),
    ),
  ];
}
