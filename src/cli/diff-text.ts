import type { DatasetChanges } from '../comparison/dataset-changes.ts';
import type { CausedChange, Difference, EditionDifference, Failure } from '../diff/difference.ts';
import {
  causeText,
  chartTexts,
  countsText,
  coverageTexts,
  dataTitle,
  editionText,
  failureTexts,
  findingText,
  lineText,
  PAGES,
  pagesText,
  placeText,
  plain,
  problemPlace,
  programPieces,
  rulePieces,
  shownEditions,
  statementPieces,
  statementText,
  summaryText,
  toldChanges,
  totalText,
  verdictPieces,
  weightText,
  whyText,
} from '../diff/views/change-words.ts';
import { paragraph } from './reporter.ts';

/** A difference for a terminal: the data, then each edition, the gravest changes first. */
export function differenceLines(difference: Difference): string[] {
  const { base, head, packages, datasets, editions, failures } = difference;
  const { shown } = shownEditions(editions);
  return [
    `${base} → ${head}`,
    ...packages.flatMap((change) => paragraph(plain(programPieces(change)))),
    ...failures.flatMap(failureLines),
    ...datasets.flatMap(datasetLines),
    // The mistakes of one that does not build stand above.
    ...shown.filter((edition) => edition.state !== 'failed' || toldChanges(edition).length > 0).flatMap(editionLines),
    '',
    ...paragraph(totalText(datasets.length, editions)),
  ];
}

function failureLines(failure: Failure): string[] {
  const { what, editions } = failureTexts(failure);
  const place = problemPlace(failure.problem);
  return [
    '',
    ...paragraph(`${what}: ${editions}`),
    ...paragraph(findingText(failure.problem), '  '),
    ...(place === '' ? [] : [`  ${place}`]),
  ];
}

function datasetLines(changes: DatasetChanges): string[] {
  const counts = countsText(changes);
  return [
    '',
    ...paragraph(`${dataTitle(changes)}${counts === '' ? '' : `: ${counts}`}`),
    ...changes.statements.flatMap((statement) => [
      ...paragraph(`${statement.nature}: ${plain(statementPieces(statement))}: ${statementText(statement)}`, '  '),
      ...paragraph(whyText(statement), '    '),
      `    ${lineText(statement.place)}`,
    ]),
    ...changes.rules.flatMap((rule) => [
      ...paragraph(`${rule.kind} ${rule.name}: ${plain(rulePieces(rule))}`, '  '),
      ...(rule.place ? [`    ${lineText(rule.place)}`] : []),
    ]),
    ...changes.verdicts.flatMap((verdict) => paragraph(plain(verdictPieces(verdict)), '  ')),
    ...coverageTexts(changes).flatMap((text) => paragraph(text, '  ')),
  ];
}

function editionLines(edition: EditionDifference): string[] {
  const pages = pagesText(edition);
  return [
    '',
    `${editionText(edition)}: ${summaryText(edition)}`,
    ...toldChanges(edition).flatMap((change) => changeLines(change)),
    ...(pages === '' ? [] : paragraph(`${PAGES}: ${pages}`, '  ')),
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
    ...paragraph(`${weightText(change)}: ${placeText(change)}, ${causeText(change)}`, '  '),
    ...texts.flatMap((text) => paragraph(text, '    ')),
    ...(place === '' ? [] : [`    ${place}`]),
  ];
}
