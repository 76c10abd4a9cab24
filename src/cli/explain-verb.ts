import { explainFigure } from '../assay/explain.ts';
import { nameOfRecord } from '../assay/record-sides.ts';
import { explanationReport } from '../assay/report.ts';
import type { AssayResult } from '../assay/results.ts';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { parseAddress } from '../dataset/address.ts';
import { explanationLines } from './explain-text.ts';
import { testDatasets } from './dataset-arguments.ts';
import { RULES, type RuleId } from '../core/diagnostics/rules.ts';
import { isRule, ruleLines } from '../rules/rule-text.ts';
import { diagnosticsJson, paragraph, type Reporter } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/** `assay explain RULE`: prints what a rule means, why it holds, an example that breaks it, and what mends it. */
async function explainRule(rule: RuleId, reporter: Reporter): Promise<boolean> {
  // the pages of all rules take a while to load
  const page = (await import('../rules/rule-pages.ts')).RULE_PAGES[rule];
  for (const line of ruleLines(rule, page))
    for (const shown of typeof line === 'string' ? paragraph(line) : [line.code]) reporter.line(shown);
  const { why, mend, ...example } = page;
  reporter.result({ ok: true, rule, says: RULES[rule], why, example, mend });
  return true;
}

/**
 * `assay explain ADDRESS`: prints everything about one figure, in the period that the address names or the newest. With
 * `--dataset NAME` only that one is loaded. Answers whether there is such a figure. In place of an address it takes the id
 * of a rule.
 */
export async function explain({ workspace, names, options, reporter }: VerbCall): Promise<boolean> {
  const [address = ''] = names;
  if (isRule(address)) return explainRule(address, reporter);
  const { dataset, asPrinted } = options;
  const found = new Diagnostics();
  const faults = new Diagnostics();
  const only = typeof dataset === 'string' ? [dataset] : [];
  const tested = await testDatasets(workspace, only, { asPrinted: asPrinted === true }, faults, reporter);
  const explained = tested
    .map((result) => ({ result, found: explainFigure(result, address) }))
    .filter(({ found: { explanations } }) => explanations.length > 0);
  // Only mistakes that prevent reading a dataset are reported: those in its figures are part of the explanation.
  if (tested.length === 0) found.include(faults);
  else if (explained.length === 0) reportMissing(address, tested, found);
  explained.forEach(({ result, found: explanations }, index) => {
    if (index > 0) reporter.line('');
    for (const line of explanationLines(explanations, result.options.asPrinted)) reporter.line(line);
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

function reportMissing(address: string, tested: readonly AssayResult[], diagnostics: Diagnostics): void {
  const parsed = parseAddress(address);
  if (/^[a-z]+\/[a-z-]+$/.test(address)) {
    // addresses have no slash outside of brackets and periods
    const hint = didYouMean(address, Object.keys(RULES));
    diagnostics.error('dataset/bad-address', `"${address}" is neither an address nor a rule`, undefined, hint);
    return;
  }
  if ('problem' in parsed) {
    diagnostics.error('dataset/bad-address', `"${address}" is no address: ${parsed.problem}`, undefined, parsed.hint);
    return;
  }
  const stated = tested.flatMap(({ figures }) => figures.map(({ observation }) => observation));
  const known = new Set(parsed.period ? stated.map((one) => one.address) : stated.map(nameOfRecord));
  const hint = didYouMean(address, known);
  diagnostics.error('template/unknown-address', `no release states ${address}`, undefined, hint);
}
