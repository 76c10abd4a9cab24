import path from 'node:path';
import { lineOf, lineText, placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import { plural } from '../core/diagnostics/source-text.ts';
import type { Notice } from '../assay/diagnosis/coverage.ts';
import { type AddressExplanations, explainFigure } from '../assay/report/explain.ts';
import { saidInterval } from '../assay/intervals/interval-digits.ts';
import { isFailing } from '../assay/report/overview.ts';
import { nameOfRecord } from '../assay/constraints/record-sides.ts';
import { explanationReport } from '../assay/report/report.ts';
import { printedText } from '../assay/report/result-text.ts';
import { type AssayResult, type FigureResult, type RelationResult, relationsAt } from '../assay/report/results.ts';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { type RuleId, RULES } from '../core/diagnostics/rules.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { namedTexts } from '../template/named-texts.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import { parseAddress } from '../dataset/address.ts';
import { evidenceOf } from '../dataset/model.ts';
import { readRulePage } from '../rules/rule-page.ts';
import { isRule, ruleLines } from '../rules/rule-text.ts';
import { namesOf, oneComponent, testSentence, VERDICTS } from './assay-text.ts';
import { testDatasets } from './dataset-arguments.ts';
import { diagnosticsJson, paragraph, type Reporter, wrapped } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/** `assay explain RULE`: prints what a rule means, why it holds, an example that breaks it, and what fixes it. */
async function explainRule(rule: RuleId, reporter: Reporter): Promise<boolean> {
  const page = await readRulePage(rule);
  for (const line of ruleLines(rule, page))
    for (const shown of typeof line === 'string' ? paragraph(line) : [line.code]) reporter.line(shown);
  const { why, fix, ...example } = page;
  reporter.result({ ok: true, rule, says: RULES[rule], why, example, mend: fix });
  return true;
}

/**
 * `assay explain ADDRESS`: prints everything about one figure, in the period that the address names or the newest. With
 * `--dataset NAME` only that one is loaded. Says whether there is such a figure. In place of an address it takes the id
 * of a rule, or `FILE:LINE` for the figures that are stated or named there.
 */
export async function explain({ workspace, names, options, reporter }: VerbCall): Promise<boolean> {
  const [asked = ''] = names;
  if (isRule(asked)) return explainRule(asked, reporter);
  const { dataset, asPrinted } = options;
  const found = new Diagnostics();
  const faults = new Diagnostics();
  const only = typeof dataset === 'string' ? [dataset] : [];
  const tested = await testDatasets(workspace, only, { asPrinted: asPrinted === true }, faults, reporter);
  const line = await lineAsked(workspace, asked);
  const addresses = line && 'text' in line ? addressesOn(line, tested) : line ? [] : [asked];
  const explained = addresses.flatMap((address) =>
    tested
      .map((result) => ({ result, found: explainFigure(result, address) }))
      .filter(({ found: { explanations } }) => explanations.length > 0),
  );
  // Only mistakes that prevent reading a dataset are reported: those in its figures are part of the explanation.
  if (tested.length === 0) found.include(faults);
  else if (line && 'problem' in line) found.error('dataset/bad-address', line.problem, undefined, line.hint);
  else if (explained.length === 0 && line)
    found.error(
      'template/unknown-address',
      `no figure stands at ${asked}`,
      line.text.path,
      'name the line of a statement in data/, or of a call or an address in templates/',
    );
  else if (explained.length === 0) reportMissing(asked, tested, found);
  explained.forEach(({ result, found: explanations }, index) => {
    if (index > 0) reporter.line('');
    for (const shown of explanationLines(explanations, result)) reporter.line(shown);
  });
  reporter.diagnostics(found);
  reporter.result({
    ok: !found.failed,
    figures: explained.flatMap(({ result, found: { explanations } }) =>
      explanations.map((explanation) => explanationReport(result, explanation)),
    ),
    diagnostics: diagnosticsJson(found),
  });
  return !found.failed;
}

interface AskedLine {
  readonly text: SourceFile;
  /** From 1, within the file. */
  readonly line: number;
}

/** A line of a file, as messages print it: from the root folder, or from the current one; or why it cannot be read. */
async function lineAsked(
  workspace: Workspace,
  asked: string,
): Promise<AskedLine | { readonly problem: string; readonly hint: string } | undefined> {
  const [, file = '', written = ''] = /^(.+\.(?:ya?ml|csv|hbs|json))(?::(.*))?$/.exec(asked) ?? [];
  if (file === '') return undefined;
  const [, digits = ''] = /^(\d+)(?::\d+)?$/.exec(written) ?? [];
  const line = Number(digits);
  if (line === 0) return { problem: `"${asked}" does not end with a line, from 1`, hint: `as in ${file}:12` };
  const named = [path.resolve(workspace.root, file), file].map((each) => workspace.pathOf(each));
  const own = named.find((each) => each !== undefined && workspace.findFile(each));
  const text = own === undefined ? undefined : await workspace.readText(own, new Diagnostics());
  if (!text) return { problem: `${file} is not a file of this project`, hint: 'name it as messages print it' };
  const count = text.text.replace(/\n$/, '').split('\n').length;
  if (line > count) return { problem: `${file} has ${plural(count, 'line')}`, hint: 'name one of them' };
  return { text, line };
}

/** The addresses of the figures that a line of data states, or that a line of a template or chart names. */
function addressesOn({ text, line }: AskedLine, tested: readonly AssayResult[]): readonly string[] {
  const figures = tested.flatMap((result) => result.figures.map(({ observation }) => observation));
  const stated = figures.filter(({ place }) => place.file.path === text.path && place.line === line);
  if (stated.length > 0) return [...new Set(stated.map(({ address }) => address))];
  const isChart = text.path.endsWith('.vl.json');
  const named = isChart ? [...lineText(text, line).matchAll(/"([^"]+)"/g)].map(([, word = '']) => word) : [];
  const called = text.path.endsWith('.hbs')
    ? namedTexts(text).filter(({ start }) => placeAt(text, start).line === line)
    : [];
  return [...new Set([...named, ...called.map((each) => each.text)])];
}

function reportMissing(address: string, tested: readonly AssayResult[], diagnostics: Diagnostics): void {
  const parsed = parseAddress(address);
  if (/^[a-z]+\/[a-z-]+$/.test(address)) {
    // addresses have no slash outside of brackets and periods
    const hint = didYouMean(address, Object.keys(RULES));
    diagnostics.error('dataset/bad-address', `"${address}" is neither an address nor a rule`, undefined, hint);
    return;
  }
  if ('problem' in parsed) {
    diagnostics.error(
      'dataset/bad-address',
      `"${address}" is not an address: ${parsed.problem}`,
      undefined,
      parsed.hint,
    );
    return;
  }
  const stated = tested.flatMap(({ figures }) => figures.map(({ observation }) => observation));
  const known = new Set(parsed.period ? stated.map((one) => one.address) : stated.map(nameOfRecord));
  const hint = didYouMean(address, known);
  diagnostics.error('template/unknown-address', `no release states ${address}`, undefined, hint);
}

/**
 * Everything about the statements at one address: what each release says, side by side; each test as a sentence with the
 * numbers of both sides, the contradicted first; which slips would be noticed; the repairs.
 */
export function explanationLines({ explanations, otherPeriods }: AddressExplanations, result: AssayResult): string[] {
  const figures = explanations.map(({ figure }) => figure);
  const [first] = figures;
  if (!first) return [];
  const components = [...new Set(explanations.flatMap((explanation) => explanation.components))];
  return [
    first.observation.address,
    ...statementLines(figures, result.options.asPrinted ?? false),
    ...limitLines(
      first,
      components.some(({ repairs }) => repairs.length > 0),
    ),
    ...testLines(figures, result),
    ...figures.flatMap((figure) => noticeLines(figure, figures.length > 1, result)),
    ...components.flatMap((component) => [''].concat(oneComponent(component, result).map((line) => `  ${line}`))),
    ...(otherPeriods.length === 0
      ? []
      : [
          '',
          ...paragraph(`also stated for ${otherPeriods.join(', ')}: add a period, as in @${otherPeriods.at(-1)}`, '  '),
        ]),
  ];
}

/** A table of the statements: release, date, figure, standing, and where it is written. */
function statementLines(figures: readonly FigureResult[], asPrinted: boolean): string[] {
  const rows = figures.map(({ observation, standing }) => {
    const { release, at, place, correction } = observation;
    const corrected = asPrinted ? undefined : correction;
    const print = printedText(observation) ?? '';
    const says = corrected
      ? `${corrected.quantity.text}, printed ${print}, by ${evidenceOf(corrected).join(', ')}`
      : print;
    return [release.id, release.published, says, standing, `${lineOf(place)}${at === undefined ? '' : ` (at ${at})`}`];
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`);
}

/** What the print may stand for, and what the other figures allow: where there are repairs, with the cheapest one. */
function limitLines({ observation, interval, implied }: FigureResult, isRepaired: boolean): string[] {
  const limits = implied();
  if (!interval || !limits) return [];
  const [own, all, hard] = [interval, limits.all, limits.hard].map((one) =>
    saidInterval(one, observation.printed?.unit),
  );
  return [
    `  stands for ${own}; ${isRepaired ? 'with the cheapest repair, ' : ''}others imply ${all} (hard relations alone: ${hard})`,
  ];
}

/** The tests of some statements, each once: first those that fail without an exception, then others that fail. */
function testLines(figures: readonly FigureResult[], result: AssayResult): string[] {
  const relations = relationsAt(result, [...new Set(figures.flatMap((figure) => figure.relations))]);
  const rankOf = (relation: RelationResult): number =>
    isFailing(relation) ? -1 : Object.keys(VERDICTS).indexOf(relation.verdict);
  const sentences = [...new Set(relations.toSorted((a, b) => rankOf(a) - rankOf(b)).map(testSentence))];
  const count = sentences.length === 0 ? 'no relation' : plural(sentences.length, 'relation');
  const title = `  ${count} ${sentences.length > 1 ? 'test' : 'tests'} it`;
  return ['', title, ...sentences.flatMap((sentence) => paragraph(sentence, '    '))];
}

const REACH = { alone: 'the release alone', history: 'older releases', sources: 'independent sources' };

/** Who would notice which slips: those that the same would notice stand together. */
function noticeLines(
  { observation, notices, wouldCover }: FigureResult,
  isOneOfSeveral: boolean,
  result: AssayResult,
): string[] {
  const groups = groupBy(notices(), (notice) => whoNotices(notice, result));
  const where = isOneOfSeveral ? ` in ${observation.release.id}` : '';
  const lines = [...groups].flatMap(([who, slips]) => {
    const changes = slips.map(({ change: { name } }, index) => (index < slips.length - 1 ? `${name},` : name));
    return [`  ${who} would notice a slip${where} of`].concat(wrapped(changes, '    '));
  });
  return [
    ...(lines.length > 0 ? [''] : []),
    ...lines,
    ...wouldCover().map((cover) => `  would be covered by ${cover}`),
  ];
}

function whoNotices({ reach, strength, by }: Notice, result: AssayResult): string {
  if (strength === 'warning') return `nobody; one soft relation warns (${namesOf(by, result)})`;
  return reach === undefined ? 'nobody' : `${REACH[reach]} (${namesOf(by, result)})`;
}
