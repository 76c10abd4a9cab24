import { lineOf } from '../core/diagnostics/source-file.ts';
import type { DatasetChanges } from '../comparison/dataset-changes.ts';
import type { StatementChange } from '../comparison/statement-changes.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { openStore } from '../core/machine/result-store.ts';
import { compareStates } from '../diff/compare-states.ts';
import {
  type CausedChange,
  type Difference,
  type EditionDifference,
  type Failure,
  isDifferent,
} from '../diff/difference.ts';
import {
  countsText,
  coverageTexts,
  dataTitle,
  findingText,
  moreVerdictsText,
  plain,
  problemPlace,
  programPieces,
  rulePieces,
  statementPieces,
  statementsTold,
  statementText,
  verdictPieces,
  whyText,
} from '../diff/views/data-words.ts';
import {
  causeText,
  chartTexts,
  editionText,
  failureTexts,
  otherTexts,
  placeText,
  shownEditions,
  summaryText,
  toldChanges,
  totalText,
  weightText,
} from '../diff/views/edition-words.ts';
import { differenceJson } from '../diff/views/json-view.ts';
import { addToSummary, writeViews } from '../diff/views/write-views.ts';
import { diagnosticsJson, paragraph } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/**
 * `assay diff BASE [HEAD]`: what differs between two states in the data and for the reader of each edition. Says
 * whether the later state is without mistakes, and with `--exit-code` whether the two are the same.
 */
export async function diff({ workspace, names, options, reporter, interruption }: VerbCall): Promise<boolean> {
  const [base = '', head] = names;
  const diagnostics = new Diagnostics();
  const store = options['cache'] === false ? undefined : await openStore(process.env);
  const given = {
    environment: process.env,
    from: process.cwd(),
    briefs: (options['brief'] ?? []) as readonly string[],
    store,
    signal: interruption(),
    isPrinted: options['pages'] === true,
    headName: typeof options['headName'] === 'string' ? options['headName'] : undefined,
  };
  reporter.progress('comparing');
  const difference = await compareStates(workspace, [base, head], given, diagnostics);
  if (difference) {
    for (const line of differenceLines(difference)) reporter.line(line);
    const { more, write = [], summary } = options;
    const written = { from: given.from, more: typeof more === 'string' ? more : undefined };
    await writeViews(difference, write as readonly string[], written);
    if (typeof summary === 'string') await addToSummary(difference, summary, written);
  }
  reporter.diagnostics(diagnostics);
  const isSame = difference !== undefined && !isDifferent(difference);
  reporter.result({
    ok: !diagnostics.failed,
    ...(difference ? differenceJson(difference) : {}),
    diagnostics: diagnosticsJson(diagnostics),
  });
  return !diagnostics.failed && (options['exitCode'] !== true || isSame);
}

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
  const { single, gone } = statementsTold(changes);
  const more = moreVerdictsText(changes);
  return [
    '',
    ...paragraph(`${dataTitle(changes)}${counts === '' ? '' : `: ${counts}`}`),
    ...single.flatMap(statementLines),
    ...gone.flatMap((text) => paragraph(text, '  ')),
    ...changes.rules.flatMap((rule) => [
      ...paragraph(`${rule.kind} ${rule.name}: ${plain(rulePieces(rule))}`, '  '),
      ...(rule.place ? [`    ${lineOf(rule.place)}`] : []),
    ]),
    ...changes.verdicts.flatMap((verdict) => paragraph(plain(verdictPieces(verdict)), '  ')),
    ...(more === '' ? [] : paragraph(more, '  ')),
    ...coverageTexts(changes).flatMap((text) => paragraph(text, '  ')),
  ];
}

function statementLines(statement: StatementChange): string[] {
  return [
    ...paragraph(`${statement.nature}: ${plain(statementPieces(statement))}: ${statementText(statement)}`, '  '),
    ...paragraph(whyText(statement), '    '),
    `    ${lineOf(statement.place)}`,
  ];
}

function editionLines(edition: EditionDifference): string[] {
  return [
    '',
    `${editionText(edition)}: ${summaryText(edition)}`,
    ...toldChanges(edition).flatMap((change) => changeLines(change, edition)),
    ...otherTexts(edition).flatMap(({ name, text }) => paragraph(`${name}: ${text}`, '  ')),
  ];
}

function changeLines(change: CausedChange, edition: EditionDifference): string[] {
  const { before, after, part } = change;
  const texts =
    part === 'chart' && before && after
      ? chartTexts(change).map((text) => `  ${text}`)
      : [...(before ? [`- ${before.text}`] : []), ...(after && change.change !== 'moved' ? [`+ ${after.text}`] : [])];
  const place = lineOf(change.place);
  const cause = causeText(change, edition);
  const lead = `${weightText(change, edition)}: ${placeText(change)}`;
  return [
    ...paragraph(cause === '' ? lead : `${lead}, ${cause}`, '  '),
    ...texts.flatMap((text) => paragraph(text, '    ')),
    ...(place === '' ? [] : [`    ${place}`]),
  ];
}
