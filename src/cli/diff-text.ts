import type { DatasetChanges } from '../comparison/dataset-changes.ts';
import type { CausedChange, Difference, EditionDifference } from '../diff/difference.ts';
import {
  causeText,
  chartTexts,
  countsText,
  coverageTexts,
  editionText,
  lineText,
  placeText,
  shownEditions,
  statementText,
  summaryText,
  totalText,
  weightText,
} from '../diff/views/change-words.ts';
import { paragraph } from './reporter.ts';

/** A difference for a terminal: the data, then each edition, the gravest changes first. */
export function differenceLines(difference: Difference): string[] {
  const { base, head, packages, datasets, editions, notes } = difference;
  const { shown } = shownEditions(editions);
  return [
    `${base} → ${head}`,
    ...packages.map(
      ({ name, before, after }) =>
        `${name}: ${before ?? 'none'} → ${after ?? 'none'}; what that changes is not composed`,
    ),
    ...notes.flatMap((note) => paragraph(note)),
    ...datasets.flatMap(datasetLines),
    ...shown.flatMap(editionLines),
    '',
    ...paragraph(totalText(datasets.length, editions)),
  ];
}

function datasetLines(changes: DatasetChanges): string[] {
  const counts = countsText(changes);
  return [
    '',
    ...paragraph(`data of ${changes.dataset}${counts === '' ? '' : `: ${counts}`}`),
    ...changes.statements.flatMap((statement) => [
      ...paragraph(
        `${statement.nature}: ${statement.address} in ${statement.release}: ${statementText(statement)}`,
        '  ',
      ),
      ...paragraph(statement.why, '    '),
      `    ${lineText(statement.place)}`,
    ]),
    ...changes.rules.flatMap(({ kind, name, before, after, place }) => [
      ...paragraph(`${kind} ${name}: ${before ?? 'new'} → ${after ?? 'removed'}`, '  '),
      ...(place ? [`    ${lineText(place)}`] : []),
    ]),
    ...changes.verdicts.flatMap(({ relation, at, before, after }) =>
      paragraph(`${relation} at ${at}: ${before ?? 'not tested'} → ${after ?? 'not tested'}`, '  '),
    ),
    ...coverageTexts(changes).flatMap((text) => paragraph(text, '  ')),
  ];
}

function editionLines(edition: EditionDifference): string[] {
  return [
    '',
    `${editionText(edition)}: ${summaryText(edition)}`,
    ...edition.changes.flatMap((change) => changeLines(change)),
  ];
}

function changeLines(change: CausedChange): string[] {
  const { before, after, part } = change;
  const texts =
    part === 'chart' && before && after
      ? chartTexts(change).map((text) => `  ${text}`)
      : [...(before ? [`- ${before.text}`] : []), ...(after && change.change !== 'moved' ? [`+ ${after.text}`] : [])];
  const place = lineText(change.place);
  return [
    ...paragraph(`${weightText(change)}: ${placeText(change)}, because of ${causeText(change)}`, '  '),
    ...texts.flatMap((text) => paragraph(text, '    ')),
    ...(place === '' ? [] : [`    ${place}`]),
  ];
}
